"""Which elements and lines of a page are no article? Words of the frame, in eight languages.

What a class is called, how a line begins, which heading stands over comments. It takes nothing out itself.
"""

from __future__ import annotations

import re

# Words in the class or id of an element that is not the article. `header` of an article holds its title: it stays.
AROUND = re.compile(
    r"(?:^|[\s_-])(?:comments?|comment-\w+|respond|discussion|disqus|share\w*|sharing|social\w*|sharedaddy|related\w*|read-?(?:also|more)|"
    r"recommend\w*|teaser\w*|promo\w*|advert\w*|ads?|sponsor\w*|newsletter\w*|subscri\w*|cookie\w*|consent\w*|gdpr|cmp|breadcrumbs?|menu|nav\w*|"
    r"sidebar|side|widget\w*|topbar|footer|popup|modal|tags?|pagination|contact|dateline|byline|meta|today|entry-date|post-date|paywall|"
    r"most-?(?:read|viewed|popular)|trending|replies|feedback|kicker|eyebrow|overline|"
    r"kommentar\w*|leserbriefe?|teilen|meistgelesen|fuss\w*|fusszeile|kopf\w*|impressum|abo|abo-\w+|abonn\w*|dachzeile|infozeile|spitzmarke|mehr|"
    r"commentaires?|r[ée]actions?|partage\w*|surtitre|signature|publication|a-lire|lire-aussi|plus-lus|inscription|"
    r"comentarios?|compartir|compartilh\w*|relacionad\w*|mas-leid\w*|mais-lidas?|antet[ií]tulo|"
    r"writer|author(?:-\w+)?|auteur|autor|news-(?:info|date)|post-info|article-info|entry-meta)(?:$|[\s_-])",
    re.IGNORECASE,
)
ALSO = re.compile(
    r"^\W*(?:read (?:also|more|next)|see also|also read|related|more on this|lire aussi|[àa] lire|voir aussi|lea tambi[ée]n|"
    r"le puede interesar|leia (?:tamb[ée]m|mais)|veja tamb[ée]m|lesen sie auch|mehr zum thema|auch interessant|читайте также|по теме|"
    r"اقرأ أيضا|إقرأ أيضا|شاهد أيضا|مواضيع ذات صلة)\b",
    re.IGNORECASE,
)
_SPAM = re.compile(
    r"akismet|awaiting moderation|learn how your comment data|comments? (?:are|is) closed|leave a (?:reply|comment)|"
    r"your email address will not|all rights reserved|alle rechte vorbehalten|tous droits r[ée]serv[ée]s|todos los derechos|"
    r"todos os direitos|все права защищены|جميع الحقوق محفوظة|^\W*(?:©|impressum\b|mentions l[ée]gales)|©\s*\d{4}",
    re.IGNORECASE,
)
_INVITED = re.compile(
    r"^(?:subscribe|sign up|abonnez-vous|inscrivez-vous|abonnieren sie|jetzt abonnieren|suscr[íi]bete|assine|inscreva-se|подпишитесь|اشترك)\b|"
    r"\b(?:cookies|partners?|partner)\b.{0,80}\b(?:data|daten|donn[ée]es|datos|dados|consent|zustimm\w+|accept\w*)\b",
    re.IGNORECASE,
)
_LONGEST_STAMP = 120  # characters of a line that is only about the page
_STAMPED = (
    r"(?:published|posted|first published|last updated|updated|stand|ver[öo]ffentlicht|erschienen|aktualisiert|publi[ée]e?|mis [àa] jour|"
    r"mis en ligne|publicad[oa]|actualizad[oa]|atualizad[oa]|pubblicato|опубликовано|обновлено|نشر|نُشر|تاريخ النشر|آخر تحديث)"
)
_STAMP = re.compile(rf"(?:^|[|\u00b7\u2022,-]\s*|\s){_STAMPED}\b", re.IGNORECASE)
_BY = re.compile(r"^(?:by|von|par|por|di|автор:?|كتب:?|كتبت:?|بقلم:?)\s+\S+(?:\s+\S+){0,5}$", re.IGNORECASE)
_WRITER = re.compile(
    r"^(?:By|Von|Par|Por|كتب:?|كتبت:?|بقلم:?)\s+([^\W\d_][^|,\u00b7\u2022\d]{2,50}?)\s*(?:$|[|,\u00b7\u2022\d])"
)
_ENDED = re.compile(r"[.!?…:؟。\"”»)]$")
_HEADING = re.compile(
    r"^\W*(?:\d+\s+)?(?:user |reader |leser)?(?:comments?|kommentare?|commentaires?|comentarios?|coment[áa]rios?|commenti|комментарии|التعليقات|تعليقات|"
    r"r[ée]agir(?: [àa] cet article)?|join the (?:discussion|conversation)|leave a (?:reply|comment)|what do you think)\W*(?:\(?\d*\)?)\W*$",
    re.IGNORECASE,
)


def is_frame(line: str) -> bool:
    """Whether a line of text is of the page, not of the article: also read, who wrote it and when, rights."""
    if ALSO.match(line) or _SPAM.search(line) or _INVITED.search(line):
        return True
    return len(line) <= _LONGEST_STAMP and (_BY.match(line) is not None or is_stamp(line))


def writer(line: str) -> str:
    """Whom a line names as its writer: By Jane Doe | Monday."""
    found = _WRITER.match(line)
    return found[1].strip() if found else ""


def is_stamp(line: str) -> bool:
    """Whether a line says when the page was published."""
    return len(line) <= _LONGEST_STAMP and _STAMP.search(line) is not None and any(map(str.isdigit, line))


def is_label(line: str) -> bool:
    """Whether a line is a word or three and no sentence, as a section's name over a title is."""
    return len(line.split()) <= 3 and _ENDED.search(line) is None


def heads_comments(text: str) -> bool:
    """Whether a heading stands over what readers wrote."""
    return _HEADING.match(text) is not None
