"""The grammar of dates: regular expressions over the kinds of words.

Names in capitals stand for one word of that kind (`vocabulary.KINDS`) or for a pattern of `_PARTS`;
spaces mean nothing. Of matches that overlap the longest counts, so that a rule need not know the
others.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from warraq.dates.vocabulary import KINDS, letters

_PARTS = {
    "PRE": """(?:DAY_WORD? (?P<near>TODAY|YESTERDAY|TOMORROW) COMMA?)? (?:DAY_WORD|TWO_DAYS)?
              (?:(?P<weekday>WEEKDAY) COMMA? CORRESPONDING?)?""",
    "QUALIFIER": "(?P<qualifier>BEFORE PAST|PAST|FUTURE|CURRENT)",
    "A_YEAR": "(?:YEAR_WORD|THE_YEAR)",
    "ORDINAL_DAY": "(?:ORDINAL (?:TEEN|TENS_DEF)?|TENS_DEF)",
    "DAY": """(?:AL? (?P<number>DAY_NUMBER|AND_DAY_NUMBER) FROM?|(?P<ordinal>ORDINAL_DAY) (?:FROM|(?=MONTH_WORD)))
              MONTH_WORD?""",
    "NAME": "(?:MONTH|AND_MONTH|MAYBE_MONTH|(?:KANUN|TISHRIN) (?:ORDINAL|BARE_ORDINAL))",
    "SECOND": "(?:MONTH|MAYBE_MONTH|(?:KANUN|TISHRIN) (?:ORDINAL|BARE_ORDINAL))",
    "NAMES": "(?P<month>NAME) (?:(?:SLASH|DASH)? (?P<alias>SECOND)|OPEN (?P<aside>SECOND) CLOSE)?",
    "HIJRI_NAME": """(?P<month>HIJRI_MONTH|MAYBE_HIJRI_MONTH|(?:RABI|JUMADA) (?:ORDINAL|FEMININE|LATTER)
                     |DHU DHU_NAME) HOLY?""",
    "TAIL": """(?:(?:FROM? A_YEAR)? (?P<year>YEAR_NUMBER|AD_YEAR) AD_MARK?
               |QUALIFIER
               |FROM? (?:(?P<this>THIS) THE_YEAR|THE_YEAR (?P<of>BEFORE PAST|PAST|FUTURE|CURRENT))
               |FROM (?P<same>SAME_WORD THE_YEAR|THE_YEAR SAME))""",
    "HIJRI_TAIL": """(?:(?:FROM? A_YEAR)? (?P<year>HIJRI_YEAR|YEAR_NUMBER) HIJRI_MARK?
                     |QUALIFIER
                     |FROM? (?:(?P<this>THIS) THE_YEAR|THE_YEAR (?P<of>BEFORE PAST|PAST|FUTURE|CURRENT)))""",
    "COUNT": """(?:AL? (?P<digits>DAY_NUMBER|NUMBER)|(?P<cardinal>CARDINAL (?:TEEN|TENS)?|TEEN|TENS))""",
    "A_DATE": "[WEEKDAY DAY_NUMBER YEAR_NUMBER MONTH MAYBE_MONTH KANUN TISHRIN HIJRI_MONTH RABI EACH]",
    "NTH": "(?P<nth>ORDINAL (?:TEEN|TENS_DEF)?|TENS_DEF|AL? DAY_NUMBER)",
}

_RULES = {
    # يوم الثلاثاء 16 ماي 2017; الثالث من أيار/مايو; 20 مارس الجاري
    "day": "PRE DAY NAMES TAIL?",
    # 3-5 مارس; 26 و27 ماي الجاري; 7/8/9 جوان
    "days": """PRE (?P<first>DAY_NUMBER) (?:(?P<through>TO|DASH) AL? (?P<number>DAY_NUMBER)
               |(?P<also>(?:[AND COMMA SLASH] DAY_NUMBER|AND_DAY_NUMBER)+)) FROM? MONTH_WORD? NAMES TAIL?""",
    # الخامس من الشهر الجاري
    "day_of_month": """PRE (?:AL? (?P<number>DAY_NUMBER)|(?P<ordinal>ORDINAL_DAY))
                       FROM (?:(?P<this>THIS) THE_MONTH|THE_MONTH QUALIFIER)""",
    # شهر أكتوبر; أكتوبر/تشرين الأول 2016; سبتمبر الماضي
    "month": "(?P<head>MONTH_WORD|TWO_MONTHS)? NAMES TAIL?",
    # 12/10/2016; 2016-10-12; 12.10.2016
    "numeric": """PRE (?:(?P<a>DAY_NUMBER|AND_DAY_NUMBER) (?:SLASH (?P<b>DAY_NUMBER) SLASH|DASH (?P<c>DAY_NUMBER) DASH)
                  (?P<year>YEAR_NUMBER|AD_YEAR|HIJRI_YEAR) (?:AD_MARK|HIJRI_MARK)?
                  |(?P<iso>YEAR_NUMBER) (?:SLASH DAY_NUMBER SLASH DAY_NUMBER|DASH DAY_NUMBER DASH DAY_NUMBER)
                  (?:AD_MARK|HIJRI_MARK)?
                  |(?P<dotted>DOTTED) AD_MARK?)""",
    # 15 رمضان 1438هـ
    "hijri_day": "PRE DAY HIJRI_NAME HIJRI_TAIL?",
    # شهر رمضان; شعبان الماضي; محرم 1440
    "hijri_month": "(?:(?P<head>MONTH_WORD) HIJRI_NAME HIJRI_TAIL?|HIJRI_NAME_2 HIJRI_TAIL_2)",
    # عام 1438هـ
    "hijri_year": """(?:A_YEAR (?P<year>HIJRI_YEAR|(?:YEAR_NUMBER|NUMBER) HIJRI_MARK)
                     |(?:(?P<low>NUMBER|YEAR_NUMBER|DAY_NUMBER) (?:DASH|SLASH))?
                     (?P<alone>HIJRI_YEAR|YEAR_NUMBER HIJRI_MARK))""",
    # عام 2016; العام الجاري 2017; 2016م; 300 قبل الميلاد
    "year": """(?:(?:YEAR_WORD|THE_YEAR (?:PAST|FUTURE|CURRENT)?) OPEN? (?P<year>YEAR_NUMBER|AD_YEAR) AD_MARK?
               |(?P<alone>AD_YEAR|YEAR_NUMBER AD_MARK)
               |A_YEAR (?P<old>YEAR_NUMBER|NUMBER|DAY_NUMBER) BEFORE CHRIST)""",
    # منذ 2011; في 2016
    "year_alone": """(?:(?<=[IN SINCE EDGE TO]) (?P<year>YEAR_NUMBER) (?![PLURAL SINGLE DAY_WORD SLASH DASH]) (?P<more>(?:AND YEAR_NUMBER|AND_YEAR_NUMBER)*)
                     |(?<=[ORDINAL FEMININE] FROM) (?P<part>YEAR_NUMBER))""",
    # عامي 2010 و2013; بين 2005 و2012; موسم 2016-2017; من 2010 إلى 2015
    "years": """(?:(?P<head>TWO_YEARS) (?P<first>YEAR_NUMBER)
                (?:(?P<through>TO|DASH|SLASH) (?P<last>YEAR_NUMBER)|AND? (?P<also>YEAR_NUMBER|AND_YEAR_NUMBER))
                |(?<=BETWEEN) (?P<low>YEAR_NUMBER) (?:AND YEAR_NUMBER|AND_YEAR_NUMBER)
                |(?<=FROM) (?P<since>YEAR_NUMBER) TO YEAR_NUMBER
                |(?P<season>YEAR_NUMBER) (?:DASH|SLASH) YEAR_NUMBER)""",
    # صيف 2016; الصيف المقبل; هذا الصيف
    "season": """(?:(?P<name>SEASON|RABI) YEAR_WORD? (?P<year>YEAR_NUMBER)
                 |(?P<this>THIS) THE_SEASON|THE_SEASON QUALIFIER)""",
    # يوم الجمعة الماضي; اليوم الأربعاء; غدا، الجمعة; الجمعة
    "weekday": """(?:(?P<near>TODAY|YESTERDAY|TOMORROW) COMMA?)? DAY_WORD? (?P<weekday>WEEKDAY) QUALIFIER?""",
    # أمس; أول من أمس; أمس الأول; غدا; بعد غد; اليوم; الليلة الماضية
    "near": """(?:(?P<before>BARE_ORDINAL FROM? YESTERDAY|YESTERDAY ORDINAL)|(?P<yesterday>DAY_WORD? YESTERDAY)
               |(?P<after>AFTER TOMORROW)|(?P<tomorrow>DAY_WORD? TOMORROW)|(?P<today>TODAY)
               |(?P<night>THIS? TONIGHT PAST?))""",
    # الأسبوع الماضي; هذا العام; القرن الماضي
    "unit": """(?:(?P<this>THIS) (?P<unit>THE_WEEK|THE_MONTH|THE_YEAR)
               |(?P<one>THE_WEEK|THE_MONTH|THE_YEAR|CENTURY) QUALIFIER)""",
    # قبل ثلاثة أيام; منذ عامين; منذ نحو 55 عاما
    "ago": """(?:BEFORE|SINCE) (?P<about>ABOUT)?
              (?:(?P<single>SINGLE|YEAR_WORD|MONTH_WORD|DAY_WORD)|(?P<dual>DUAL)
              |COUNT (?P<unit>PLURAL|SINGLE|YEAR_WORD|MONTH_WORD|DAY_WORD)) (?! A_DATE|OPEN? YEAR_NUMBER)""",
    # السنوات الخمس الماضية; العامين الماضيين; الأشهر الـ 12 الماضية
    "last": """(?P<unit>THE_PLURAL) (?:AL? (?P<digits>DAY_NUMBER|NUMBER)|(?P<cardinal>THE_CARDINAL TEEN?))?
               (?P<direction>PAST|RECENT|FUTURE)""",
    # التسعينيات; ستينات القرن الماضي
    "decade": """(?P<decade>DECADE) (?:FROM? CENTURY (?:(?P<qualifier>PAST|CURRENT)|NTH))? (?! FROM? AGE)""",
    # القرن التاسع عشر; القرن الخامس قبل الميلاد; القرن السابع الهجري
    "century": "CENTURY NTH (?:(?P<hijri>HIJRI_MARK)|AD_MARK|(?P<old>BEFORE CHRIST))?",
}
_A_MONTH = "MONTH AND_MONTH MAYBE_MONTH KANUN TISHRIN"
_A_HIJRI_MONTH = "HIJRI_MONTH MAYBE_HIJRI_MONTH RABI JUMADA DHU_NAME"
_NEEDS = {
    "day": _A_MONTH,
    "days": _A_MONTH,
    "day_of_month": "THE_MONTH",
    "month": _A_MONTH,
    "numeric": "YEAR_NUMBER AD_YEAR HIJRI_YEAR DOTTED",
    "hijri_day": _A_HIJRI_MONTH,
    "hijri_month": _A_HIJRI_MONTH,
    "hijri_year": "HIJRI_YEAR HIJRI_MARK",
    "year": "YEAR_NUMBER AD_YEAR CHRIST",
    "year_alone": "YEAR_NUMBER",
    "years": "YEAR_NUMBER",
    "season": "SEASON RABI THE_SEASON",
    "weekday": "WEEKDAY",
    "near": "TODAY TONIGHT YESTERDAY TOMORROW",
    "unit": "THE_WEEK THE_MONTH THE_YEAR CENTURY",
    "ago": "BEFORE SINCE",
    "last": "THE_PLURAL",
    "decade": "DECADE",
    "century": "CENTURY",
}
"""Kinds of which each match of a rule has at least one."""
_WORD = re.compile(r"(?<![<A-Z_])[A-Z][A-Z_0-9]+")


class Rule(NamedTuple):
    """One way of writing a date."""

    name: str
    pattern: re.Pattern[str]
    """Over the letters of kinds."""
    needs: frozenset[str]
    """Letters of which each match has at least one."""


def _compiled(source: str) -> re.Pattern[str]:
    """A pattern over letters of kinds from one over their names."""
    return re.compile(re.sub(r"\s+", "", _expanded(source)))


def _expanded(source: str) -> str:
    def replaced(match: re.Match[str]) -> str:
        word = match.group()
        if word in KINDS:
            return KINDS[word]
        if word.endswith("_2"):
            # A part used a second time in one rule: its groups need other names.
            return re.sub(r"\?P<(\w+)>", r"?P<\1_2>", _expanded(_PARTS[word[:-2]]))
        return _expanded(_PARTS[word])

    return _WORD.sub(replaced, source)


RULES = tuple(Rule(name, _compiled(source), letters(_NEEDS[name])) for name, source in _RULES.items())
"""All rules, in the order in which they win over others of the same length."""
