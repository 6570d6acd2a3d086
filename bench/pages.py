"""How do pages look around an article? Twelve layouts with navigation, advertising, comments and wrong dates.

The articles (data/articles.jsonl) and all that stands around them were written for this and are CC0. What is not the
article is marked nowhere: telling it apart is what is measured.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from pathlib import Path

ARTICLES = Path(__file__).parent / "data" / "articles.jsonl"
_LAYOUTS_EACH = 5
_WORDS = {
    "en": ("Home", "World", "Read also", "Share", "Comments", "Leave a reply", "Your comment is awaiting moderation",
           "Great article, buy cheap watches at my site!", "Subscribe to our newsletter", "Published", "Updated"),
    "fr": ("Accueil", "Monde", "Lire aussi", "Partager", "Commentaires", "Laisser un commentaire",
           "Ce site utilise Akismet pour r\u00e9duire les ind\u00e9sirables", "Merci pour cet article, gagnez de l'argent chez vous !",
           "Abonnez-vous \u00e0 notre lettre", "Publi\u00e9 le", "Mis \u00e0 jour"),
    "es": ("Inicio", "Mundo", "Lea tambi\u00e9n", "Compartir", "Comentarios", "Deja un comentario",
           "Tu comentario est\u00e1 pendiente", "\u00a1Buen art\u00edculo, visita mi tienda!", "Suscr\u00edbete al bolet\u00edn", "Publicado", "Actualizado"),
    "de": ("Startseite", "Welt", "Lesen Sie auch", "Teilen", "Kommentare", "Kommentar schreiben",
           "Ihr Kommentar wird gepr\u00fcft", "Toller Artikel, g\u00fcnstige Uhren bei mir!", "Newsletter bestellen", "Ver\u00f6ffentlicht", "Aktualisiert"),
    "ru": ("\u0413\u043b\u0430\u0432\u043d\u0430\u044f", "\u041c\u0438\u0440", "\u0427\u0438\u0442\u0430\u0439\u0442\u0435 \u0442\u0430\u043a\u0436\u0435", "\u041f\u043e\u0434\u0435\u043b\u0438\u0442\u044c\u0441\u044f",
           "\u041a\u043e\u043c\u043c\u0435\u043d\u0442\u0430\u0440\u0438\u0438", "\u041e\u0441\u0442\u0430\u0432\u0438\u0442\u044c \u043a\u043e\u043c\u043c\u0435\u043d\u0442\u0430\u0440\u0438\u0439",
           "\u0412\u0430\u0448 \u043a\u043e\u043c\u043c\u0435\u043d\u0442\u0430\u0440\u0438\u0439 \u043d\u0430 \u043f\u0440\u043e\u0432\u0435\u0440\u043a\u0435",
           "\u041e\u0442\u043b\u0438\u0447\u043d\u0430\u044f \u0441\u0442\u0430\u0442\u044c\u044f, \u043a\u0443\u043f\u0438\u0442\u0435 \u0443 \u043c\u0435\u043d\u044f \u0447\u0430\u0441\u044b!",
           "\u041f\u043e\u0434\u043f\u0438\u0448\u0438\u0442\u0435\u0441\u044c", "\u041e\u043f\u0443\u0431\u043b\u0438\u043a\u043e\u0432\u0430\u043d\u043e", "\u041e\u0431\u043d\u043e\u0432\u043b\u0435\u043d\u043e"),
}  # fmt: skip


@dataclass(frozen=True)
class Article:
    """An article as written: the gold of a page."""

    id: str
    language: str
    title: str
    author: str
    published: str
    text: list[str]
    events: list[str]


@dataclass(frozen=True)
class GoldPage:
    """A page with the article that it holds, and sentences of its comments, which must not come through."""

    name: str
    html: str
    article: Article
    comments: tuple[str, ...]


def articles() -> list[Article]:
    """The articles, in order."""
    return [Article(**json.loads(line)) for line in ARTICLES.read_text(encoding="utf-8").splitlines()]


def pages() -> Iterator[GoldPage]:
    """Sixty pages: every article in five of the twelve layouts."""
    for number, article in enumerate(articles()):
        for step in range(_LAYOUTS_EACH):
            at = (number * _LAYOUTS_EACH + step) % len(LAYOUTS)
            layout = LAYOUTS[at]
            words = _WORDS[article.language]
            yield GoldPage(f"{article.id}-{layout.__name__}", layout(article, words), article, (words[7], words[6]))


def _paragraphs(article: Article, between: str = "") -> str:
    parts = [f"<p>{escape(p)}</p>" for p in article.text]
    return parts[0] + parts[1] + between + "".join(parts[2:])


def _shown(article: Article, days: int = 0) -> str:
    return (date.fromisoformat(article.published) + timedelta(days)).isoformat()


def _comments(words: tuple[str, ...], tag: str = "div", name: str = "comments") -> str:
    return (f'<{tag} id="{name}" class="{name}-area"><h3>{words[4]} (2)</h3><ol class="comment-list"><li class="comment"><p>{escape(words[7])}</p>'
            f'</li><li class="comment"><p>{escape(words[6])}</p></li></ol><form class="comment-form"><label>{words[5]}</label><textarea></textarea>'
            f"<button>OK</button></form></{tag}>")  # fmt: skip


def _nav(words: tuple[str, ...], tag: str = "nav") -> str:
    items = "".join(
        f'<li><a href="/{k}">{w}</a></li>' for k, w in enumerate((words[0], words[1], "Video", "Sport", "Podcast"))
    )
    return f'<{tag} class="menu"><ul>{items}</ul></{tag}>'


def _head(article: Article, extra: str = "") -> str:
    return (f'<!doctype html><html lang="{article.language}"><head><meta charset="utf-8"><title>{escape(article.title)} | The Example Post</title>'
            f"{extra}</head><body>")  # fmt: skip


def _json_ld(article: Article) -> str:
    facts = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": article.title, "datePublished": f"{article.published}T08:30:00+00:00",
             "author": {"@type": "Person", "name": article.author}, "publisher": {"@type": "Organization", "name": "The Example Post"}}  # fmt: skip
    return f'<script type="application/ld+json">{json.dumps(facts)}</script>'


def newspaper(article: Article, words: tuple[str, ...]) -> str:
    """An article element with JSON-LD, a related box inside the text, comments below."""
    related = (
        f'<aside class="related"><strong>{words[2]}</strong><a href="/x">Ten beaches that you will love</a></aside>'
    )
    return (_head(article, _json_ld(article)) + f"<header>{_nav(words)}</header><main><article><h1>{escape(article.title)}</h1>"
            f'<p class="byline">{escape(article.author)}</p>{_paragraphs(article, related)}</article></main>{_comments(words)}<footer>\u00a9 Example</footer></body></html>')  # fmt: skip


def blog(article: Article, words: tuple[str, ...]) -> str:
    """A blog: everything in div elements, the date in a time element, share bar, spam notice."""
    return (_head(article) + f'<div id="wrapper">{_nav(words, "div")}<div class="post"><h2 class="entry-title">{escape(article.title)}</h2>'
            f'<time class="entry-date" datetime="{article.published}">{article.published}</time><div class="entry-content">{_paragraphs(article)}'
            f'<div class="sharedaddy">{words[3]}: <a>Facebook</a> <a>Twitter</a></div></div></div>{_comments(words)}'
            f'<div class="sidebar"><h4>{words[8]}</h4><p>{words[8]} &mdash; 10% off until Sunday.</p></div></div></body></html>')  # fmt: skip


def agency(article: Article, words: tuple[str, ...]) -> str:
    """An agency page: meta tags tell the date, a wrong date of today stands in the frame."""
    meta = f'<meta property="article:published_time" content="{article.published}T06:00:00Z"><meta name="author" content="{escape(article.author)}">'
    return (_head(article, meta) + f'<div class="topbar"><span class="today">{_shown(article, 400)}</span></div>{_nav(words)}<section class="story">'
            f"<h1>{escape(article.title)}</h1>{_paragraphs(article)}</section>{_comments(words, 'section', 'discussion')}</body></html>")  # fmt: skip


def magazine(article: Article, words: tuple[str, ...]) -> str:
    """A magazine: advertising between paragraphs, published and updated lines."""
    advert = '<div class="advert">ADVERTISEMENT<p>Stairlifts at half the price. Call now!</p></div>'
    return (_head(article) + f'{_nav(words)}<article class="longread"><h1>{escape(article.title)}</h1><div class="meta">{words[9]}: <time datetime="{article.published}">'
            f'{article.published}</time> \u00b7 {words[10]}: <time datetime="{_shown(article, 2)}">{_shown(article, 2)}</time></div>{_paragraphs(article, advert)}</article>'
            f"{_comments(words)}</body></html>")  # fmt: skip


def portal(article: Article, words: tuple[str, ...]) -> str:
    """A portal built of tables, with link lists to both sides."""
    links = "".join(f'<a href="/{k}">{word} {k}</a><br>' for k, word in enumerate((words[1], words[2], words[0]) * 3))
    return (_head(article, f'<meta name="date" content="{article.published}">') + f'<table><tr><td width="150">{links}</td><td><h1>{escape(article.title)}</h1>'
            f'{_paragraphs(article)}</td><td width="150">{links}{words[8]}</td></tr></table>{_comments(words, "table", "comments")}</body></html>')  # fmt: skip


def wire(article: Article, words: tuple[str, ...]) -> str:
    """A plain page: the date stands in a line above the text only."""
    return (_head(article) + f'<div class="nav">{words[0]} | {words[1]} | Sport</div><h1>{escape(article.title)}</h1><div class="dateline">{words[9]} {article.published}</div>'
            f'<div class="body">{_paragraphs(article)}</div><hr><div class="share">{words[3]} Facebook Twitter WhatsApp</div>{_comments(words)}</body></html>')  # fmt: skip


def mobile(article: Article, words: tuple[str, ...]) -> str:
    """A mobile page: cookie notice first, "read also" lines as paragraphs inside the text."""
    also = f'<p><strong>{words[2]}:</strong> <a href="/y">Twelve recipes for a rainy day</a></p>'
    return (_head(article, _json_ld(article)) + f'<div class="cookie-banner"><p>Cookies: OK?</p></div><main><h1>{escape(article.title)}</h1>{_paragraphs(article, also)}</main>'
            f"{_comments(words)}</body></html>")  # fmt: skip


def ministry(article: Article, words: tuple[str, ...]) -> str:
    """An authority's page: definition list with the date, breadcrumb, contact box."""
    return (_head(article, f'<meta name="dcterms.issued" content="{article.published}">') + f'<div class="breadcrumb">{words[0]} &gt; {words[1]}</div><div id="content"><h1>{escape(article.title)}'
            f'</h1><dl><dt>{words[9]}</dt><dd>{article.published}</dd></dl>{_paragraphs(article)}</div><div class="contact"><p>press@example.org</p></div>{_nav(words)}</body></html>')  # fmt: skip


def microdata(article: Article, words: tuple[str, ...]) -> str:
    """Microdata in attributes, a newsletter form inside the article."""
    form = f'<form class="newsletter-signup"><p>{words[8]}</p><input type="email"></form>'
    return (_head(article) + f'{_nav(words)}<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{escape(article.title)}</h1><meta itemprop="datePublished" '
            f'content="{article.published}"><span itemprop="author">{escape(article.author)}</span><div itemprop="articleBody">{_paragraphs(article, form)}</div></div>{_comments(words)}</body></html>')  # fmt: skip


def aggregator(article: Article, words: tuple[str, ...]) -> str:
    """A careless aggregator: teasers of other stories above and below, with dates of their own."""
    teaser = f'<div class="teaser"><h4>Celebrity loses hat</h4><p>It was windy in Nice.</p><span class="date">{_shown(article, 30)}</span></div>'
    return (_head(article, f'<meta property="article:published_time" content="{article.published}">') + f'{_nav(words)}{teaser * 2}<div class="single"><h1>{escape(article.title)}</h1>{_paragraphs(article)}</div>'
            f'<div class="related-posts"><h3>{words[2]}</h3>{teaser * 3}</div>{_comments(words)}</body></html>')  # fmt: skip


def gallery(article: Article, words: tuple[str, ...]) -> str:
    """Pictures with captions between the paragraphs, share links at every one."""
    picture = f'<figure><img src="a.jpg" alt=""><figcaption>Photo: Example</figcaption></figure><div class="social-share">{words[3]}</div>'
    return (_head(article, _json_ld(article)) + f'{_nav(words)}<article><h1>{escape(article.title)}</h1>{picture}{_paragraphs(article, picture)}</article>{_comments(words)}</body></html>')  # fmt: skip


def forum(article: Article, words: tuple[str, ...]) -> str:
    """A page whose comments are longer than its text."""
    return (_head(article, f'<meta itemprop="datePublished" content="{article.published}">') + f'{_nav(words)}<article><h1>{escape(article.title)}</h1>{_paragraphs(article)}</article>'
            f"{_comments(words) * 4}</body></html>")  # fmt: skip


LAYOUTS: tuple[Callable[[Article, tuple[str, ...]], str], ...] = (
    newspaper, blog, agency, magazine, portal, wire, mobile, ministry, microdata, aggregator, gallery, forum,
)  # fmt: skip
