"""Language tags: the cases are facts of the IANA registry, BCP 47 and ISO 639, written down once."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmreg.languages import (
    _data,
    canonicalize_language_tag,
    covers,
    is_canonical_language_tag,
    is_language_tag,
    language_name,
    macrolanguage,
    suggest_language,
)

CANONICAL = {
    "en": "en",
    "EN": "en",
    "zh-hans": "zh-Hans",
    "ZH-HANT-tw": "zh-Hant-TW",
    "zh_CN": "zh-CN",
    "pt_br": "pt-BR",
    "es-419": "es-419",
    "sr-latn-rs": "sr-Latn-RS",
    "iw": "he",
    "in": "id",
    "ji": "yi",
    "jw": "jv",
    "mo": "ro",
    "iw-IL": "he-IL",
    "eng": "en",
    "deu": "de",
    "ger": "de",
    "zho": "zh",
    "chi": "zh",
    "may": "ms",
    "mol": "ro",
    "hbs": "sh",
    "eng_Latn": "en-Latn",
    "arb_Arab": "arb-Arab",
    "fil": "fil",
    "tl": "tl",
    "cmn": "cmn",
    "zh-cmn": "cmn",
    "zh-yue": "yue",
    "zho-yue": "yue",
    "zh-cmn-Hans": "cmn-Hans",
    "zh-cmn-hans-cn": "cmn-Hans-CN",
    "ar-arz": "arz",
    "sgn-ase": "ase",
    "sgn-US": "ase",
    "zh-min-nan": "nan",
    "i-klingon": "tlh",
    "art-lojban": "jbo",
    "en-GB-oed": "en-GB-oxendict",
    "no-bok": "nb",
    "my-BU": "my-MM",
    "de-DD": "de-DE",
    "fr-FX": "fr-FR",
    "de-1901": "de-1901",
    "sl-ROZAJ-biske": "sl-rozaj-biske",
    "ja-Latn-heploc": "ja-Latn-alalc97",
    "ja-Latn-alalc97-heploc": "ja-Latn-alalc97",
}

REFUSED = {
    "": "`` is not a language tag",
    " en": "` en` is not a language tag; did you mean `en`?",
    "en-": "`en-` is not a language tag",
    "en--US": "`en--US` is not a language tag",
    "Foo (Bar)": "`Foo (Bar)` is not a language tag",
    "\u212ao": "`\u212ao` is not a language tag",
    "english": "`english` is a name, not a language tag; write `en`",
    "Chinese (Traditional)": "`Chinese (Traditional)` is a name, not a language tag; write `zh-Hant`",
    "engish": "`engish` is not a registered language; did you mean `en`?",
    "cn": "`cn` is a country, not a language; write `zh`",
    "JP": "`JP` is a country, not a language; write `ja`",
    "en-UK": "`UK` is not a registered region; did you mean `en-GB`?",
    "xx": "`xx` is not a registered language",
    "xyz": "`xyz` is not a registered language",
    "multilingual": "`multilingual` is not a registered language",
    "code": "`code` is not a registered language",
    "zh-Foob": "`Foob` is not a registered script",
    "zh-Hans-12": "`12` is not a registered region",
    "zh-Hans-simplified": "`simplified` is not a registered variant",
    "qaa": "`qaa` is for private use, which is not accepted",
    "en-Qaaa": "`Qaaa` is for private use, which is not accepted",
    "en-XX": "`XX` is for private use, which is not accepted",
    "x-mine": "`x-mine` is a private or grandfathered tag, which is not accepted",
    "i-default": "`i-default` is a private or grandfathered tag, which is not accepted",
    "en-x-mine": "extensions and private use (`-x-`) are not accepted in a language tag",
    "en-u-ca-buddhist": "extensions and private use (`-u-`) are not accepted in a language tag",
    "en-US-Latn": "`Latn`: there is at most one script, right after the language",
    "en-US-GB": "`GB`: there is at most one region, before any variant",
    "en-yue": "`yue` is a language; write it first, or in a tag of its own",
    "de-1996-1996": "`1996` stands twice in `de-1996-1996`",
    "agp": "the language `agp` is withdrawn; perhaps write `apf` or `prf`",
    "aoh": "the language `aoh` is withdrawn; leave it out",
    "sr-CS": "the region `CS` is withdrawn; perhaps write `ME` or `RS`",
    "ru-SU": "the region `SU` is withdrawn; leave it out",
    "hy-arevmda": "the variant `arevmda` is withdrawn; perhaps write `hyw`",
}

SUGGESTED = {
    "english": "en",
    "Thai": "th",
    "chinese": "zh",
    "CHINESE": "zh",
    "Mandarin": "cmn",
    "farsi": "fa",
    "Burmese": "my",
    "bahasa_indonesia": "id",
    "Haitian Creole": "ht",
    "Spanish; Castilian": None,
    "English language": "en",
    "American Sign Language": "ase",
    "Brazilian Portuguese": "pt-BR",
    "English (United Kingdom)": "en-GB",
    "Chinese (Simplified)": "zh-Hans",
    "Chinese (Klingon)": None,
    "vietnamse": "vi",
    "eng": "en",
    "zh_hans": "zh-Hans",
    "zh cn": "zh-CN",
    "zh-CHS": "zh-Hans",
    "en-UK": "en-GB",
    "zh-yue": "yue",
    "iw": "he",
    "EN": "en",
    " en ": "en",
    "cn": "zh",
    "jp": "ja",
    "kr": "ko",
    "KR": "ko",
    "vn": "vi",
    "ph": "fil",
    "en": None,
    "zh-Hans": None,
    "my": None,
    "xx": None,
    "": None,
    "agp": None,
    "klingonese": None,
    "a ( " * 100_000: None,
}

TAGS = st.builds(
    lambda parts, sep, upper: sep.join(parts).upper() if upper else sep.join(parts),
    st.lists(
        st.one_of(
            st.sampled_from(["en", "zh", "iw", "eng", "yue", "cmn", "agp", "qaa", "i", "x", "sgn", "ja", "ms", "id"]),
            st.sampled_from(["Latn", "Hans", "Qaaa", "US", "BU", "SU", "XX", "419", "1996", "heploc", "alalc97"]),
            st.text("abhnz019", min_size=1, max_size=9),
        ),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from("-_ "),
    st.booleans(),
)


@pytest.mark.parametrize(("tag", "canonical"), CANONICAL.items())
def test_a_tag_has_one_spelling(tag: str, canonical: str) -> None:
    """Case, underscores, three-letter codes, extended languages and deprecated subtags lead to one spelling."""
    assert canonicalize_language_tag(tag) == canonical
    assert is_canonical_language_tag(canonical)
    assert is_canonical_language_tag(tag) == (tag == canonical)


@pytest.mark.parametrize(("tag", "message"), REFUSED.items())
def test_what_is_no_current_tag_is_refused_with_a_reason(tag: str, message: str) -> None:
    """The error names the faulty part and, where it can be guessed, what to write."""
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        canonicalize_language_tag(tag)
    assert not is_canonical_language_tag(tag)


@pytest.mark.parametrize(
    "tag", ["en", "zh-hant", "ZH-HANT", "es-419", "iw", "agp", "de-DD", "cmn", "sgn-US", "kr", "und"]
)
def test_registered_subtags_make_a_tag(tag: str) -> None:
    """Case does not matter, and deprecated subtags are still valid."""
    assert is_language_tag(tag)


@pytest.mark.parametrize(
    "tag",
    [
        "",
        "zh_CN",
        "eng",
        "zh-yue",
        "i-lux",
        "x-mine",
        "qaa",
        "en-XX",
        "english",
        "en-US-Latn",
        "zh-Hans-Hans",
        "cn",
        "en\n",
    ],
)
def test_other_forms_are_no_tags(tag: str) -> None:
    """What only the canonicaliser reads, and what nobody reads, is not a tag."""
    assert not is_language_tag(tag)


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("zh", "Chinese"),
        ("zh-Hant", "Chinese (Traditional)"),
        ("zh-Hans-SG", "Chinese (Simplified, Singapore)"),
        ("pt-BR", "Portuguese (Brazil)"),
        ("es-419", "Spanish (Latin America)"),
        ("sr-Latn", "Serbian (Latin)"),
        ("ca-valencia", "Catalan (Valencian)"),
        ("yue", "Cantonese"),
        ("fil", "Filipino"),
        ("nan", "Min Nan Chinese"),
        ("cmn", "Mandarin Chinese"),
        ("el", "Greek"),
        ("ms", "Malay"),
        ("pa", "Punjabi"),
        ("iw", "Hebrew"),
        ("eng", "English"),
        ("agp", "Paranan"),
    ],
)
def test_a_tag_has_an_english_name(tag: str, name: str) -> None:
    """Script, region and variant stand in brackets; deprecated tags have their name too."""
    assert language_name(tag) == name


def test_what_is_no_tag_has_no_name() -> None:
    """The error is the same as the canonicaliser's."""
    with pytest.raises(ValueError, match="`thai` is a name, not a language tag; write `th`"):
        language_name("thai")


@pytest.mark.parametrize(
    ("tag", "group"),
    [
        ("yue", "zh"),
        ("yue-Hant-HK", "zh"),
        ("arz", "ar"),
        ("nb", "no"),
        ("zsm", "ms"),
        ("id", "ms"),
        ("zh", None),
        ("th", None),
    ],
)
def test_macrolanguages(tag: str, group: str | None) -> None:
    """A member knows its macrolanguage (ISO 639-3); others have none."""
    assert macrolanguage(tag) == group


@pytest.mark.parametrize(
    ("range_tag", "tag"),
    [
        ("zh", "zh"),
        ("zh", "zh-Hant"),
        ("zh", "yue"),
        ("zh", "cmn-Hans-CN"),
        ("zh-Hant", "zh-Hant-TW"),
        ("zh-Hant", "yue-Hant"),
        ("ar", "arz"),
        ("no", "nb"),
        ("ms", "zsm"),
        ("ZH", "zh-hant"),
    ],
)
def test_a_range_covers(range_tag: str, tag: str) -> None:
    """A range covers what is more precise, and a macrolanguage its members."""
    assert covers(range_tag, tag)


@pytest.mark.parametrize(
    ("range_tag", "tag"),
    [
        ("zh-Hant", "zh"),
        ("zh-Hant", "yue"),
        ("yue", "zh"),
        ("nb", "no"),
        ("z", "zh"),
        ("zh", "zha"),
        ("zh-TW", "zh-Hant-TW"),
        ("en", "fr"),
        ("", "en"),
        ("ms", "id"),
    ],
)
def test_a_range_does_not_cover(range_tag: str, tag: str) -> None:
    """Nothing covers what is wider or other than itself, nor does Malay cover Indonesian."""
    assert not covers(range_tag, tag)


@pytest.mark.parametrize(("text", "tag"), SUGGESTED.items(), ids=[text[:30] for text in SUGGESTED])
def test_suggestions(text: str, tag: str | None) -> None:
    """Names, codes, spellings and countries lead to a tag; what is right, or like nothing, leads to none."""
    assert suggest_language(text) == tag


def test_the_names_of_common_languages_lead_back() -> None:
    """For each current two-letter code, the name that is shown is understood."""
    codes = [code for code in _data()["languages"]["names"] if len(code) == 2 and is_canonical_language_tag(code)]
    assert len(codes) > 175
    assert {code: suggest_language(language_name(code)) for code in codes} == {code: code for code in codes}


@given(TAGS | st.text(max_size=20))
def test_canonical_is_a_fixed_point(tag: str) -> None:
    """What the canonicaliser gives is a canonical tag and stays as it is; else it raises nothing but ValueError."""
    try:
        canonical = canonicalize_language_tag(tag)
    except ValueError:
        assert not is_canonical_language_tag(tag)
    else:
        assert canonicalize_language_tag(canonical) == canonical
        assert is_canonical_language_tag(canonical)
        assert is_language_tag(canonical)
        assert covers(canonical, canonical)
        assert language_name(tag)


@given(TAGS | st.text(max_size=20))
def test_suggestions_are_canonical(text: str) -> None:
    """A suggestion can be written as it is, and differs from the text."""
    suggestion = suggest_language(text)
    assert suggestion is None or (is_canonical_language_tag(suggestion) and suggestion != text)


@given(TAGS)
def test_underscores_are_for_the_canonicaliser(tag: str) -> None:
    """A canonical tag has no underscore, and reads the same with underscores to the canonicaliser."""
    if is_canonical_language_tag(tag):
        assert "_" not in tag
        assert canonicalize_language_tag(tag.replace("-", "_")) == tag


def test_every_replacement_in_the_data_is_current() -> None:
    """No subtag, tag, name or slip leads to something that is itself deprecated or not registered."""
    data = _data()
    for kind in (data["languages"], data["scripts"], data["regions"], data["variants"]):
        old = kind["preferred"].keys() | kind["withdrawn"].keys()
        assert old <= kind["names"].keys()
        assert set(kind["preferred"].values()) <= kind["names"].keys() - old
    for table in (data["alpha3"], data["tags"], data["other_names"], data["slips"], data["macrolanguages"]):
        assert [tag for tag in table.values() if not is_canonical_language_tag(tag)] == []
    assert [code for code in data["alpha3"] if is_language_tag(code)] == []


def test_every_current_language_is_canonical_and_has_a_name_of_its_own() -> None:
    """All but the deprecated ones of more than 8,000 codes are their own spelling, and no two share a name."""
    languages = _data()["languages"]
    current = languages["names"].keys() - languages["preferred"].keys() - languages["withdrawn"].keys()
    assert len(current) > 8000
    assert [code for code in current if not is_canonical_language_tag(code)] == []
    assert len({language_name(code) for code in current}) == len(current)
    assert [code for code in languages["preferred"] if is_canonical_language_tag(code)] == []


def test_the_data_file_stays_small() -> None:
    """The file says how old it is and keeps under 450 kB."""
    content = files("llmreg").joinpath("data", "languages.json").read_bytes()
    assert len(content) < 450_000
    assert b'"registry_date":"20' in content


def test_importing_reads_no_data() -> None:
    """The data file is read at the first question, not at the import."""
    program = (
        "import llmreg.languages as languages, llmreg.regions as regions\n"
        "print(languages._data.cache_info().currsize, regions._data.cache_info().currsize)\n"
        "languages.is_language_tag('en'), regions.is_country('DE')\n"
        "print(languages._data.cache_info().currsize, regions._data.cache_info().currsize)\n"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["0", "0", "1", "1"]
