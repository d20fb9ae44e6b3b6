"""Month names as bylines and date lines write them, in some thirty languages.

Only forms that name one month in all of these languages (Croatian *listopad* is October, Polish and Czech November:
the larger two win).
"""

from __future__ import annotations

_TABLE: dict[int, str] = {
    1: """january jan januar jänner jaenner janvier janv enero ene janeiro gennaio genn gen januari stycznia styczeń
    sty leden ledna января янв январь січня січ ocak januára januarie ianuarie ιανουαρίου ιαν január janúar
    tammikuuta tammikuu siječnja siječanj gener jaanuar janvāris sausio януари يناير ינואר""",
    2: """february feb februar fév fevr févr février febrero fevereiro fev febbraio febbr februari lutego lut luty
    února únor февраля фев февр февраль лютого лют şubat şub februára februarie φεβρουαρίου φεβ február febr
    helmikuuta veljače veebruar vasario февруари فبراير פברואר""",
    3: """march mar märz maerz mrz mars marzo março marco maart mrt maret marca marzec března březen марта мар март
    березня бер mart martie μαρτίου μαρ március márc maaliskuuta ožujka märts kovo مارس מרץ""",
    4: """april apr avril avr abril abr aprile aprilie kwietnia kwi kwiecień dubna duben апреля апр апрель квітня кві
    nisan nis apríla απριλίου απρ április ápr huhtikuuta travnja aprill balandžio април أبريل אפריל""",
    5: """may mai mayo maio mag maggio mei maja maj května květen мая май травня тра mayıs mayis mája μαΐου μαϊ május
    máj toukokuuta svibnja gegužės مايو מאי""",
    6: """june jun juni juin junio junho giugno giu czerwca cze czerwiec června červen июня июн июнь червня чер
    haziran júna iunie ιουνίου ιουν június jún kesäkuuta lipnja juuni birželio юни يونيو יוני""",
    7: """july jul juli juillet juil julio julho luglio lug lipca lip lipiec července červenec июля июл июль липня лип
    temmuz júla iulie ιουλίου ιουλ július júl heinäkuuta srpnja juuli liepos юли يوليو יולי""",
    8: """august aug août aout agosto ago augusti augustus agustus sierpnia sie sierpień srpna srpen августа авг
    август серпня сер ağustos agustos avgust augusta αυγούστου αυγ augusztus elokuuta kolovoza rugpjūčio أغسطس
    אוגוסט""",
    9: """september sep sept septembre septiembre setiembre setembro set settembre wrzesień września wrz září zari
    сентября сен сент сентябрь вересня вер eylül eylul septembra septembrie σεπτεμβρίου σεπ σεπτ szeptember
    szept syyskuuta rujna rugsėjo септември سبتمبر ספטמבר""",
    10: """october oct oktober okt octobre octubre outubro out ottobre ott października paź październik října říjen
    октября окт октябрь жовтня жов ekim októbra octombrie οκτωβρίου οκτ október lokakuuta oktoober spalio
    октомври أكتوبر אוקטובר""",
    11: """november nov novembre noviembre novembro listopadu listopada listopad лис ноября ноя нояб ноябрь kasım kasim
    novembra noiembrie νοεμβρίου νοε marraskuuta studenoga studenog lapkričio ноември نوفمبر נובמבר""",
    12: """december dec dezember dez décembre déc diciembre dic dezembro dicembre desember des grudnia gru grudzień
    prosince prosinec декабря дек декабрь грудня гру aralık aralik decembra decembrie δεκεμβρίου δεκ joulukuuta
    prosinca detsember gruodžio декември ديسمبر דצמבר""",
}

MONTHS: dict[str, int] = {name: number for number, names in _TABLE.items() for name in names.split()}
"""Lower-case name or abbreviation, without a full stop → 1 … 12."""
