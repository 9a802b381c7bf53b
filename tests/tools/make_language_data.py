"""Write `languages.json` and `regions.json`, the data files of `llmreg.languages` and `llmreg.regions`.

Run by hand, when a new registry is out; `llmreg/data/README.md` says where the three inputs come from:

    python tests/tools/make_language_data.py SUBTAG_REGISTRY CODE_TABLES CURRENCY_TABLE llmreg/data

The first is the IANA Language Subtag Registry, as text or (`.json`) as the npm package
`language-subtag-registry` ships it. The package langcodes (PyPI, MIT) is the oracle: compare with
`langcodes.standardize_tag` and `langcodes.tag_is_valid` after a change. It differs on purpose in three points:
it follows CLDR where that goes beyond the registry (`tl`, `sh`, `cnr`, `prs`, `swc`), it takes the first language
for one that was split (`agp`), and it accepts private use. What is added by hand stands in the tables below.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

Record = dict[str, list[str]]

LANGUAGE_NAMES = {
    "ace": "Acehnese",
    "ang": "Old English",
    "arc": "Imperial Aramaic",
    "arn": "Mapuche",
    "bas": "Basaa",
    "bem": "Bemba",
    "brx": "Bodo",
    "byn": "Blin",
    "car": "Carib",
    "chm": "Mari",
    "egy": "Ancient Egyptian",
    "el": "Greek",
    "enm": "Middle English",
    "ff": "Fula",
    "frm": "Middle French",
    "fro": "Old French",
    "gmh": "Middle High German",
    "goh": "Old High German",
    "grc": "Ancient Greek",
    "gur": "Frafra",
    "ht": "Haitian Creole",
    "ia": "Interlingua",
    "kam": "Kamba",
    "krj": "Kinaray-a",
    "ky": "Kyrgyz",
    "li": "Limburgish",
    "luo": "Luo",
    "lus": "Mizo",
    "men": "Mende",
    "mi": "Māori",
    "mus": "Muscogee",
    "nso": "Northern Sotho",
    "oc": "Occitan",
    "or": "Odia",
    "ota": "Ottoman Turkish",
    "pa": "Punjabi",
    "peo": "Old Persian",
    "pms": "Piedmontese",
    "pro": "Old Provençal",
    "ps": "Pashto",
    "quc": "K'iche'",
    "rup": "Aromanian",
    "sga": "Old Irish",
    "stq": "Saterland Frisian",
    "to": "Tongan",
    "ug": "Uyghur",
    "vls": "West Flemish",
    "war": "Waray",
    "yue": "Cantonese",
}
"""Names to show, where the registry's first one is long or unusual."""

SCRIPT_NAMES = {
    "Aran": "Nastaliq",
    "Cyrs": "Old Church Slavonic Cyrillic",
    "Geok": "Khutsuri",
    "Geor": "Georgian",
    "Hanb": "Han with Bopomofo",
    "Hans": "Simplified",
    "Hant": "Traditional",
    "Hrkt": "Kana",
    "Ital": "Old Italic",
    "Jamo": "Jamo",
    "Jpan": "Japanese",
    "Kore": "Korean",
    "Latf": "Fraktur",
    "Latg": "Gaelic",
    "Orya": "Odia",
    "Syre": "Estrangelo Syriac",
    "Syrj": "Western Syriac",
    "Syrn": "Eastern Syriac",
    "Zinh": "Inherited script",
    "Zsye": "Emoji",
    "Zxxx": "Unwritten",
    "Zyyy": "Undetermined script",
    "Zzzz": "Uncoded script",
}

REGION_NAMES = {
    "419": "Latin America",
    "BN": "Brunei",
    "BQ": "Caribbean Netherlands",
    "CD": "Democratic Republic of the Congo",
    "FK": "Falkland Islands",
    "FM": "Micronesia",
    "IR": "Iran",
    "KP": "North Korea",
    "KR": "South Korea",
    "LA": "Laos",
    "MF": "Saint Martin",
    "PN": "Pitcairn Islands",
    "RU": "Russia",
    "SH": "Saint Helena",
    "ST": "São Tomé and Príncipe",
    "SX": "Sint Maarten",
    "SY": "Syria",
    "TR": "Türkiye",
    "TW": "Taiwan",
    "TZ": "Tanzania",
    "VA": "Vatican City",
    "VN": "Vietnam",
}

OTHER_LANGUAGE_NAMES = {
    "american english": "en-US",
    "azeri": "az",
    "bahasa indonesia": "id",
    "bahasa malaysia": "ms",
    "bahasa melayu": "ms",
    "bokmal": "nb",
    "bokmål": "nb",
    "brazilian portuguese": "pt-BR",
    "british english": "en-GB",
    "cambodian": "km",
    "canadian french": "fr-CA",
    "chinese simplified": "zh-Hans",
    "chinese traditional": "zh-Hant",
    "dari": "prs",
    "european portuguese": "pt-PT",
    "farsi": "fa",
    "hakka": "hak",
    "hokkien": "nan",
    "ilocano": "ilo",
    "ilokano": "ilo",
    "ilonggo": "hil",
    "isan": "tts",
    "isixhosa": "xh",
    "isizulu": "zu",
    "kiswahili": "sw",
    "kurmanji": "kmr",
    "lanna": "nod",
    "laotian": "lo",
    "latin american spanish": "es-419",
    "malaysian": "ms",
    "mandarin": "cmn",
    "meitei": "mni",
    "mexican spanish": "es-MX",
    "modern greek": "el",
    "modern standard arabic": "arb",
    "myanmar": "my",
    "norwegian bokmal": "nb",
    "nynorsk": "nn",
    "simplified chinese": "zh-Hans",
    "slovene": "sl",
    "sorani": "ckb",
    "taiwanese": "nan",
    "traditional chinese": "zh-Hant",
    "waray waray": "war",
}
"""Names that are in use and not in the registry; lower case, a space for `-`."""

SLIPS = {
    "al": "sq",
    "at": "de",
    "bd": "bn",
    "by": "be",
    "cn": "zh",
    "cz": "cs",
    "dk": "da",
    "eg": "ar",
    "en-uk": "en-GB",
    "gb": "en",
    "ge": "ka",
    "gr": "el",
    "hk": "zh-Hant",
    "il": "he",
    "iq": "ar",
    "ir": "fa",
    "jp": "ja",
    "kh": "km",
    "kp": "ko",
    "kr": "ko",
    "kz": "kk",
    "lk": "si",
    "md": "ro",
    "mm": "my",
    "mx": "es",
    "np": "ne",
    "ph": "fil",
    "pk": "ur",
    "rs": "sr",
    "tj": "tg",
    "tm": "tk",
    "ua": "uk",
    "us": "en",
    "vn": "vi",
    "zh-chs": "zh-Hans",
    "zh-cht": "zh-Hant",
}
"""Codes that get written for a language, mostly of a country, and the tag that is meant."""

ALSO_LANGUAGES = {"kr"}
"""Those of them that are the code of another language too (`kr` is Kanuri, and nearly always a slip)."""

OTHER_COUNTRY_NAMES = {
    "america": "US",
    "bolivia (plurinational state of)": "BO",
    "britain": "GB",
    "burma": "MM",
    "congo kinshasa": "CD",
    "dr congo": "CD",
    "drc": "CD",
    "east timor": "TL",
    "england": "GB",
    "great britain": "GB",
    "holland": "NL",
    "hong kong sar": "HK",
    "ivory coast": "CI",
    "korea": "KR",
    "macau": "MO",
    "macedonia": "MK",
    "mainland china": "CN",
    "palestine": "PS",
    "people's republic of china": "CN",
    "prc": "CN",
    "scotland": "GB",
    "the netherlands": "NL",
    "turkey": "TR",
    "u.k.": "GB",
    "u.s.": "US",
    "u.s.a.": "US",
    "uae": "AE",
    "uk": "GB",
    "united states of america": "US",
    "vatican": "VA",
    "wales": "GB",
}

NOT_COUNTRIES = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "TA", "UN"}
"""Regions of the registry that ISO 3166-1 reserves (exceptionally) but has not assigned."""

DIVIDED = {"ANT", "NTZ", "SCG", "SUN", "YUG"}
"""Old three-letter codes of what is several countries now."""

NOT_CURRENCIES = {"XTS", "XXX"}
"""The ISO 4217 codes for tests and for "no currency"."""

PRIVATE = "Private use"


def read_registry(path: Path) -> tuple[str, list[Record]]:
    """The date of a registry file and its records; every field is a list."""
    if path.suffix == ".json":
        date = json.loads((path.parent / "meta.json").read_text(encoding="utf-8"))["File-Date"]
        rows = json.loads(path.read_text(encoding="utf-8"))
        return date, [{key: v if isinstance(v, list) else [v] for key, v in row.items()} for row in rows]
    header, *blocks = path.read_text(encoding="utf-8").split("%%\n")
    return header.split(": ")[1].strip(), [read_record(block) for block in blocks]


def read_record(block: str) -> Record:
    record: Record = {}
    for line in re.sub(r"\n\s+", " ", block).strip().splitlines():  # a line that begins with a space goes on
        key, value = line.split(": ", 1)
        record.setdefault(key, []).append(value)
    return record


def read_tables(path: Path) -> dict[str, dict[str, str]]:
    """The dictionaries at the top of a Python file, without running it."""
    tables = {}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict) and isinstance(node.targets[0], ast.Name):
            tables[node.targets[0].id] = ast.literal_eval(node.value)
    return tables


def key_of(record: Record) -> str:
    return (record.get("Subtag") or record["Tag"])[0]


def plain(name: str) -> str:
    """A name without the remark that it is a macrolanguage: it is what everybody means."""
    return name.removesuffix(" (macrolanguage)")


def folded(name: str) -> str:
    """As `llmreg.languages` and `llmreg.regions` fold what they look up."""
    return " ".join(name.casefold().replace("-", " ").replace("_", " ").split())


def of_type(records: Iterable[Record], *kinds: str) -> Iterator[Record]:
    return (record for record in records if record["Type"][0] in kinds)


def successors(record: Record, old: Iterable[str]) -> list[str]:
    """The subtags that a remark such as `see apf, prf` or `see BQ, CW, and SX` points to, and that are not old too."""
    pattern = r"\b[A-Z]{2}\b" if record["Type"] == ["region"] else r"\b[a-z]{2,3}\b"
    remarks = " ".join(text for text in record.get("Comments", []) if text.startswith(("see ", "Preferred tag ")))
    return sorted(set(re.findall(pattern, remarks)) - set(old) - {"and", "is", "or", "see", "tag"})


def subtags(records: Iterable[Record], kind: str, names: Mapping[str, str]) -> dict[str, object]:
    """One kind of subtag: its names, what replaces a deprecated one, and what may replace it where nothing does."""
    chosen = [r for r in of_type(records, kind) if PRIVATE.lower() not in r["Description"][0].lower()]
    if unknown := sorted(set(names) - {key_of(record) for record in chosen}):
        raise SystemExit(f"names for {kind} subtags that are not registered: {unknown}")
    old = {key_of(record): record for record in chosen if "Deprecated" in record}
    return {
        "names": {key_of(r): names.get(key_of(r), plain(r["Description"][0])) for r in chosen},
        "preferred": {key: record["Preferred-Value"][0] for key, record in old.items() if "Preferred-Value" in record},
        "withdrawn": {key: successors(record, old) for key, record in old.items() if "Preferred-Value" not in record},
    }


def other_names(records: Iterable[Record], shown: Mapping[str, str], extra: Mapping[str, str]) -> dict[str, str]:
    """Folded name to code, for the names that are not shown; a name of several codes is left out."""
    taken = {folded(name) for code, name in shown.items()}
    found: dict[str, set[str]] = {}
    for record in records:
        for name in record["Description"]:
            if "Deprecated" not in record and key_of(record) in shown and folded(plain(name)) not in taken:
                found.setdefault(folded(plain(name)), set()).add(key_of(record))
    return {name: codes.pop() for name, codes in found.items() if len(codes) == 1} | {
        name: code for name, code in extra.items() if name not in taken
    }


def language_data(date: str, records: list[Record], tables: Mapping[str, Mapping[str, str]]) -> dict[str, object]:
    languages = list(of_type(records, "language"))
    shown = {
        key_of(record): LANGUAGE_NAMES.get(key_of(record), plain(record["Description"][0]))
        for record in languages
        if "Deprecated" not in record and "private-use" not in record.get("Scope", [])
    }
    if odd := sorted(code for code in SLIPS if code in shown and code not in ALSO_LANGUAGES):
        raise SystemExit(f"slips that are a language too: {odd}")
    preferred = {key_of(r): r["Preferred-Value"][0] for r in languages if "Preferred-Value" in r}
    alpha3: dict[str, str] = {}
    for table in ("LANGUAGE_ALPHA3", "LANGUAGE_ALPHA3_BIBLIOGRAPHIC"):
        for old, three in tables[table].items():
            two = preferred.get(old, old)
            if two in shown and three not in shown:  # the table has `fa-AF` for `prs` too, which is registered itself
                alpha3[three] = two
    return {
        "alpha3": alpha3,
        "extlangs": {key_of(record): record["Prefix"][0] for record in of_type(records, "extlang")},
        "languages": subtags(records, "language", LANGUAGE_NAMES),
        "macrolanguages": {key_of(r): r["Macrolanguage"][0] for r in languages if "Macrolanguage" in r},
        "other_names": other_names(languages, shown, OTHER_LANGUAGE_NAMES),
        "regions": subtags(records, "region", REGION_NAMES),
        "registry_date": date,
        "scripts": subtags(records, "script", SCRIPT_NAMES),
        "slips": SLIPS,
        "tags": {
            key_of(record).lower(): record["Preferred-Value"][0]
            for record in of_type(records, "grandfathered", "redundant")
            if "Preferred-Value" in record
        },
        "variants": subtags(records, "variant", {}),
    }


def region_data(
    date: str, records: list[Record], tables: Mapping[str, Mapping[str, str]], currency_table: Path
) -> dict[str, object]:
    regions = [
        record
        for record in of_type(records, "region")
        if re.fullmatch("[A-Z]{2}", key_of(record)) and key_of(record) not in NOT_COUNTRIES
        if "Deprecated" not in record and record["Description"] != [PRIVATE]
    ]
    countries = {key_of(record): REGION_NAMES.get(key_of(record), record["Description"][0]) for record in regions}
    table = currency_table.read_text(encoding="utf-8")
    published = re.search(r'<ISO_4217 Pblshd="([0-9-]+)"', table)
    if published is None:
        raise SystemExit(f"{currency_table} is not the table of ISO 4217")
    return {
        "alpha3": {
            old.upper(): new.upper()
            for old, new in tables["TERRITORY_REPLACEMENTS"].items()
            if re.fullmatch("[a-z]{3}", old) and old.upper() not in DIVIDED and new.upper() in countries
        }
        | {"BIH": "BA"},  # the table has the language `bih` there
        "countries": countries,
        "currencies": sorted(set(re.findall(r"<Ccy>([A-Z]{3})</Ccy>", table)) - NOT_CURRENCIES),
        "currencies_date": published.group(1),
        "other_names": other_names(regions, countries, OTHER_COUNTRY_NAMES),
        "registry_date": date,
    }


def write(path: Path, data: Mapping[str, object]) -> None:
    """Sorted, one entry a line: small, and a change shows as what it is."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, indent=0, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def main() -> None:
    parser = argparse.ArgumentParser(description="Write languages.json and regions.json.")
    parser.add_argument("subtag_registry", type=Path, help="language-subtag-registry.txt, or registry.json of npm")
    parser.add_argument("code_tables", type=Path, help="data_dicts.py of langcodes")
    parser.add_argument("currency_table", type=Path, help="table.xml of iso4217")
    parser.add_argument("folder", type=Path, help="where to write")
    arguments = parser.parse_args()
    date, records = read_registry(arguments.subtag_registry)
    tables = read_tables(arguments.code_tables)
    write(arguments.folder / "languages.json", language_data(date, records, tables))
    write(arguments.folder / "regions.json", region_data(date, records, tables, arguments.currency_table))


if __name__ == "__main__":
    main()
