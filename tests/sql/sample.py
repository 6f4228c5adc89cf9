"""A few short articles of several sources and days, staged by hand and published for the query tests."""

from __future__ import annotations

from tests.lake.corpus import run
from warraq.lake.serve import serve
from warraq.settings import Settings

FIRST = {
    "sabah/2024/04/20/1.txt": "دونالد في باريس\nزار الرئيس الأمريكي دونالد أمس مدينة بعيدة",
    "sabah/2024/05/01/1.txt": "ترامب يزور تونس\nوصل دونالد في_اليوم الثلاثاء إلى تونس وقال إن ترامب سعيد وسيعود غدا الخميس",
    "sabah/2024/05/01/2.txt": "كلينتون ترد\nقالت كلينتون إن ترامب أخطأ",
    "masa/2024/05/02/1.txt": "خبر قصير عن مُدَرِّسةٍ بتونس في 2 أيار/مايو 2024",
    "masa/2024/05/02/2.txt": "كلينتون ترد\nقالت كلينتون إن ترامب أخطأ",
    "masa/2024/05/02/3.txt": "!Only 3 % of its letters are Arabic.",
}
SECOND = {
    "masa/2024/05/03/1.txt": "وترامب أيضا بتونس في_اليوم نفسه مع_الوفد",
    "masa/2024/05/03/2.txt": "!Only 1 % of its letters are Arabic.",
}


def build(settings: Settings) -> None:
    """Publish both runs and build the serving database."""
    run(settings, "2024-05-02", FIRST, batches=2)
    run(settings, "2024-05-03", SECOND)
    serve(settings)
