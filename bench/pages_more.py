"""How do pages look elsewhere? Three layouts more: a German regional paper, a French daily, an Arabic portal.

Written after the reader, to measure it on what it had not seen; the articles (data/articles_more.jsonl) are CC0 too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from html import escape
from pathlib import Path

from bench.pages import Article, GoldPage

ARTICLES = Path(__file__).parent / "data" / "articles_more.jsonl"
_MONTHS = {
    "de": [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    "ar": [
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "مايو",
        "يونيو",
        "يوليو",
        "أغسطس",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ],
}
_COMMENTS = {
    "de": ("Endlich tun die mal was, aber viel zu spät!", "Mit dieser App verdient meine Schwester 3000 Euro am Tag"),
    "fr": ("Et nos impôts, on en parle ?", "Voyance gratuite par téléphone, retour de l'être aimé en trois jours"),
    "ar": ("كلام جميل لكن أين التنفيذ؟", "اربح المال من البيت مع هذا الرابط"),
}


def pages() -> Iterator[GoldPage]:
    """Ten pages, each in the layout of its language."""
    for line in ARTICLES.read_text(encoding="utf-8").splitlines():
        article = Article(**json.loads(line))
        layout = {"de": regional, "fr": daily, "ar": portal}[article.language]
        yield GoldPage(f"{article.id}-{layout.__name__}", layout(article), article, _COMMENTS[article.language])


def _day(article: Article, days: int = 0) -> str:
    day = date.fromisoformat(article.published) + timedelta(days)
    dot = "." if article.language == "de" else ""
    return f"{day.day}{dot} {_MONTHS[article.language][day.month - 1]} {day.year}"


def _parts(article: Article, between: str) -> str:
    parts = [f"<p>{escape(text)}</p>" for text in article.text]
    return parts[0] + between + "".join(parts[1:])


def regional(article: Article) -> str:
    """A German regional paper: the date in words over the text, consent, most read, a wrong day in the head."""
    said = "".join(f'<div class="kommentar"><b>Gast</b><p>{escape(c)}</p></div>' for c in _COMMENTS["de"])
    also = '<p class="mehr"><b>Lesen Sie auch:</b> <a href="/1">Wie das Wetter am Wochenende wird</a></p>'
    return (
        f'<!doctype html><html lang="de-DE"><head><meta charset="utf-8"><title>{escape(article.title)} - Küstenbote</title></head><body>'
        f'<div id="consent-layer"><p>Wir und unsere 312 Partner verarbeiten Daten. Zustimmen?</p></div>'
        f'<div class="kopf"><span>{_day(article, 3)}</span> <a href="/abo">E-Paper</a> <a href="/wetter">Wetter</a></div>'
        f'<div class="inhalt"><div class="artikel"><div class="dachzeile">Region</div><h1>{escape(article.title)}</h1>'
        f'<div class="infozeile">Von {escape(article.author)} | Stand: {_day(article)}, 17:42 Uhr</div>{_parts(article, also)}'
        f'<div class="teilen">Artikel teilen: <a>Mail</a> <a>WhatsApp</a></div></div>'
        f'<div class="rechts"><h3>Meistgelesen</h3><ul><li><a href="/2">Stau auf der A20</a></li><li><a href="/3">Neue Fähre getauft</a></li></ul></div></div>'
        f'<div class="kommentare"><h3>2 Kommentare</h3>{said}<form><textarea></textarea></form></div>'
        f'<div class="fuss">Impressum | Datenschutz | © Küstenbote Verlag</div></body></html>'
    )


def daily(article: Article) -> str:
    """A French daily: a graph of JSON-LD, a box for subscribers in the text, reactions below."""
    graph = {"@context": "https://schema.org", "@graph": [
        {"@type": "WebPage", "name": article.title}, {"@type": ["Article", "NewsArticle"], "headline": article.title,
         "datePublished": f"{article.published}T18:05:11+01:00", "dateModified": f"{article.published}T19:00:00+01:00",
         "author": [{"@type": "Person", "name": article.author}]}]}  # fmt: skip
    said = "".join(f'<li class="reaction"><p>{escape(c)}</p></li>' for c in _COMMENTS["fr"])
    box = '<div class="abo-incitation"><p>Abonnez-vous pour 1 € le premier mois et soutenez un journal indépendant.</p></div>'
    return (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{escape(article.title)}</title>'
        f'<script type="application/ld+json">{json.dumps(graph)}</script></head><body><header><a href="/">La Gazette du Golfe</a>'
        f'<nav><a href="/m">Monde</a> <a href="/e">Économie</a></nav></header><main><article class="article-full"><p class="surtitre">Afrique</p>'
        f'<h1>{escape(article.title)}</h1><p class="signature">Par {escape(article.author)}</p><p class="publication">Publié le {_day(article)} à 18h05, '
        f'mis à jour à 19h00</p>{_parts(article, box)}<p class="a-lire">À lire aussi : <a href="/x">Cinq idées de sorties pour le week-end</a></p></article>'
        f'<section class="reactions"><h2>Réagir à cet article</h2><ul>{said}</ul></section></main><footer>Mentions légales</footer></body></html>'
    )


def portal(article: Article) -> str:
    """An Arabic portal, right to left: the date in figures of its own over the text, sharing, comments."""
    said = "".join(f'<div class="comment-body"><p>{escape(c)}</p></div>' for c in _COMMENTS["ar"])
    shown = _day(article).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    also = '<div class="read-more"><strong>اقرأ أيضا:</strong> <a href="/9">أسعار الذهب اليوم في الأسواق</a></div>'
    return (
        f'<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{escape(article.title)} | بوابة الخبر</title></head><body>'
        f'<div class="main-menu"><a href="/">الرئيسية</a> <a href="/r">رياضة</a> <a href="/c">ثقافة</a></div><div class="news-details"><h1>{escape(article.title)}</h1>'
        f'<div class="news-info"><span class="writer">كتب: {escape(article.author)}</span> <span class="news-date">نشر في: {shown} - ١٠:٣٠</span></div>'
        f'<div class="news-body">{_parts(article, also)}</div><div class="share-box">شارك الخبر: فيسبوك تويتر واتساب</div></div>'
        f'<div class="comments-list"><h3>التعليقات</h3>{said}<form><label>أضف تعليقك</label><textarea></textarea></form></div>'
        f'<div class="side"><h4>الأكثر قراءة</h4><a href="/7">نتائج مباريات الأمس</a></div></body></html>'
    )
