"""The papers of an invented town, a series by month and one by year among them, and papers from abroad."""

from __future__ import annotations

from typing import Final

from index.documents import Document, Source


def paper(
    name: str,
    title: str,
    edition: str,
    language: str,
    published: str | None,
    publisher: str | None,
    **sections: str,
) -> Document:
    """A document with a heading over each of its `sections`."""
    source = Source(publisher=publisher, title=title, url=None, published=published, language=language)
    parts = "".join(f"## {heading.replace('_', ' ')}\n\n{text}\n\n" for heading, text in sections.items())
    return Document(
        id=name,
        title=title,
        edition=edition,
        language=language,
        published=published,
        sources=(source,) if publisher else (),
        license="MIT",
        text=f"# {title}\n\n{parts}",
    )


def digest(month: str, name: str, passengers: str, beside: str) -> Document:
    return paper(
        f"harbour-2025-{month}",
        f"Harbour Digest, {name} 2025",
        f"2025-{month}",
        "en",
        f"2025-{month}-28",
        "Port of Saltmere",
        Ferries=f"The ferries of Saltmere carried {passengers} passengers this month. {beside}",
        Freight="Container traffic was steady. The crane on quay four was under repair.",
    )


def annual(year: str, published: str, traffic: str, tolls: str, staff: str) -> Document:
    return paper(
        f"annual-{year}",
        f"Elmford Bridge Trust: Annual Report {year}",
        year,
        "en",
        published,
        "Elmford Bridge Trust",
        Traffic=f"The bridge carried {traffic} million vehicles in the year.",
        Tolls=tolls,
        Staff=f"The Trust employed {staff} people at the end of the year. Its director is Maud Ellery.",
    )


DOCUMENTS: Final = (
    digest("05", "May", "212,000", "The pier was closed for two days after a storm."),
    digest("06", "June", "231,000", "A new night line began on the island route."),
    digest("07", "July", "266,000", "Passengers waited an hour on average during the regatta."),
    annual(
        "2023",
        "2024-03-14",
        "4.1",
        "The toll for cars rose from 3 crowns to 4 crowns on 1 May. Motorcycles cross free of charge.",
        "61",
    ),
    annual(
        "2024",
        "2025-03-20",
        "4.4",
        "The toll for cars stayed at 4 crowns. Electric cars have paid half since September.",
        "66",
    ),
    paper(
        "faq",
        "The Saltmere Visitors’ FAQ",
        "2025",
        "en",
        "2025-02-01",
        None,
        Parking="Parking in the old town costs 2 crowns an hour. Residents park free of charge on Sundays.",
        Routing="Lorries must take the ring road. The old bridge is closed to vehicles over three tonnes.",
        Pets="Dogs travel free on all ferries.",
    ),
    paper(
        "rules",
        "Rules of the Port of Saltmere",
        "2022",
        "en",
        None,
        "Port of Saltmere",
        Parking="Parking on the quays is forbidden between midnight and six. Vehicles left there are towed.",
        Pets="Dogs must be kept on a lead on the quays and in the terminal.",
    ),
)

ABROAD: Final = (
    paper(
        "lettre-06",
        "La lettre du phare, juin 2025",
        "2025-06",
        "fr",
        "2025-06-30",
        "Association du phare",
        Visites="Le phare a reçu 1 830 visiteurs au cours du mois. L'ascenseur est en panne depuis le 12.",
    ),
    paper(
        "lettre-07",
        "La lettre du phare, juillet 2025",
        "2025-07",
        "fr",
        "2025-07-31",
        "Association du phare",
        Visites="Le phare a reçu 2 410 visiteurs au cours du mois. Les visites nocturnes ont repris.",
    ),
    paper(
        "nenpo",
        "霧島水道局 年次報告書 2024",
        "2024",
        "ja",
        "2025-04-01",
        "霧島水道局",
        水道料金="水道料金は4月に5%引き上げられた。基本料金は月額1,200円である。",
        職員="年度末の職員数は84人だった。",
    ),
    paper(
        "shouce",
        "云岭茶园种植手册",
        "2025-Q1",
        "zh-Hans",
        "2025-02-10",
        "云岭农业站",
        施肥="春茶采摘前一个月施一次有机肥。每亩用量为200公斤。",
        病虫害="发现茶尺蠖时应在清晨喷药。",
    ),
    paper(
        "jibao",
        "云岭茶园气象季报",
        "2025-Q2",
        "zh-Hans",
        "2025-07-05",
        "云岭气象台",
        降水="本季降水量为412毫米，比上年同期多三成。",
        病虫害="高温多雨使茶尺蠖提前出现。",
    ),
    paper(
        "handbuch",
        "Handbuch der Seilbahn Arvental",
        "2024",
        "de",
        "2024-05-02",
        "Seilbahn Arvental AG",
        Betrieb="Die Seilbahn fährt täglich von acht bis neunzehn Uhr.",
        Wartung="Das Zugseil wird alle zwölf Jahre ersetzt.",
    ),
)
