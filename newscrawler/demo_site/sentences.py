# ruff: noqa: E501 - prose reads better unbroken
"""The demo site's sentences: patterns with slots that `words.py` fills. All of them are our own.

Slots: `{who}` `{Who}` the body that acts · `{thing}` `{Thing}` what it acts on · `{a}` `{A}` `{b}` `{B}` two people, by
full name and by surname · `{role}` `{roleb}` · `{place}` `{place2}` · `{n}` `{big}` `{pct}` `{money}` numbers · `{month}`
`{weekday}` `{year}` `{future}` times. Several titles begin with their section's name, as `{Section}`.
"""

from __future__ import annotations

TITLES = (
    "{Who} to Rebuild {thing} by {future}",
    "{Section} Notebook: What Comes Next for {thing}",
    "Why {thing} Matters More Than It Looks",
    "{A}’s Plan for {thing} Wins a First Vote",
    "“We Had to Start Somewhere”: Inside {thing}",
    "{Thing} Reopens After {n} Weeks of Repairs",
    "{Section} Leaders Split Over {thing}",
    "Costs of {thing} Rise {pct}, {who} Says",
    "How {place} Learned to Live With {thing}",
    "{Who} Puts {money} Crowns Into {thing}",
    "{Thing}: {n} Questions, Answered",
    "{Section} Diary – A Quiet Week Ends Loudly at {thing}",
    "No Quick Fix for {thing}, Review Finds",
    "{who} Counts {big} Visitors at {thing}",
    "After the Storm, {thing} Finds New Friends",
    "{b} Steps Down From {who}",
)

LEDES = (
    "{Who} voted late on {weekday} to put {money} crowns into {thing}, ending a dispute that had run since {month} and "
    "clearing the way for work to begin at {place}.",
    "Nobody expected {thing} to become the question of the season, yet {big} people have now signed the petition that "
    "{who} must answer before the end of {month}.",
    "The future of {thing} was thrown open on {weekday} when {who} published a review of {n} pages and asked the town "
    "to read it – all of it – before taking sides.",
    "For {n} weeks {thing} has stood idle; on {weekday}, with little ceremony and some rain, it came back into use.",
    "A plan to move {thing} from {place} to {place2} has won its first vote, by a margin of {n2} to {n}.",
    "The cost of {thing} has risen by {pct} within a year, according to figures that {who} laid on the table on {weekday}.",
    "{a}, {role}, has spent {n} years with {thing}, and would like people to stop calling it finished.",
    "Two reports, one lawsuit and a very long meeting: that is what it took for {who} to agree on {thing}.",
    "When the lights went out at {place} in {month}, {thing} was the first to feel it – and the last to recover.",
    "{Who} wants {thing} to be ready by {future}, three years earlier than planned, and has found {money} crowns to try.",
)

DECKS = (
    "What was decided on {weekday}, what was not, and who has to find the money.",
    "A visit to {place}, where the answer has been lying in a drawer since {year}.",
    "Eleven people, one plan and a deadline that nobody believes in: a report from {place2}.",
    "The figures behind the quarrel, and what {A} would do with them.",
    "It looked like a matter for experts. Then {B} opened the envelope.",
    "Three things to know before the vote – and one that can wait until {month}.",
)

FACTS = (
    "{Who} puts the bill at {money} crowns, of which {pct} has been spent.",
    "In {year}, when the last count was made, the figure stood at {big}.",
    "Some {big} people use it in an ordinary month, and about half as many again in {month}.",
    "The work is to be done in {n} stages, the first of them at {place}.",
    "Demand rose by {pct} over the winter and has not fallen back since.",
    "The contract runs until {future} and may be extended once.",
    "Of the {n2} bids received by the deadline, {n} were complete.",
    "A survey of {big} households found {pct} in favour and {n}% undecided.",
    "The oldest part dates from {year}; the newest was finished last {month}.",
    "It takes {n} people to keep it running, two of them at night.",
    "Repairs in {year} were meant to last a decade and lasted nearly three.",
    "The reserve, which stood at {money} crowns in {month}, has been touched only once.",
    "On a good {weekday} the queue reaches from {place} to the corner of {place2}.",
    "Only {n} of the {n2} posts advertised in {month} have been filled.",
    "The measured value was {pct}, well inside the limit and well above the year before.",
    "Neighbouring towns pay between {n} and {n2} crowns for the same service.",
    "Nothing of the kind has been tried here since {year}.",
    "The timetable leaves {n} days for objections and {n2} for answers to them.",
    "An earlier version had foreseen {place2} instead, at {pct} of the price.",
    "By the end of {month}, {big} entries had been checked by hand.",
    "The fee stays at {n} crowns for residents and rises to {n2} for everybody else.",
    "Insurance covers damage up to {money} crowns – {pct} of the replacement value.",
    "Volunteers gave {big} hours in {year}, more than in the two years before together.",
    "The paperwork fills {n} boxes in a cellar at {place}.",
)

CONTEXT = (
    "For most of its life {thing} was something the town walked past without looking up.",
    "The argument is older than most of those who take part in it.",
    "Similar schemes have failed at {place2}, where the money ran out before the patience did.",
    "What changed was not the plan but the arithmetic.",
    "Officials had hoped to settle the matter quietly; the letters page decided otherwise.",
    "{Who} has seldom been so divided, and never so politely.",
    "At {place} the change is already visible: new paint, new signs and, for once, a working clock.",
    "The question now is who will pay for the second half.",
    "Until {year} the rules said nothing on the subject, because nobody had thought of it.",
    "Critics see a pattern: first a study, then a pause, then another study.",
    "There is a simpler explanation, and it fits on one sheet of paper.",
    "People who live near {place2} remember the last attempt with little pleasure.",
    "It would not be the first time that a temporary arrangement outlived its makers.",
    "None of this was foreseen when {thing} was handed over in {year}.",
    "Supporters point to {place}, where a smaller version has worked for {n} years.",
    "The law gives {who} the last word, but not the first.",
    "Behind the scenes the tone has softened since {month}.",
    "Trade was slow at first, then steady, then more than the building could hold.",
    "Maps from {year} show the site as meadow; older ones show water.",
    "Every few years somebody proposes to sell it, and every few years somebody else finds a reason not to.",
)

SAID = (
    "“We are not asking for a miracle, only for a date,” said {a}, {role}.",
    "“If {thing} goes, a good part of {place} goes with it,” {A} said.",
    "“It is a small sum for a large nuisance,” said {b}, {roleb}.",
    "{B} disagreed: “The numbers are right, and the conclusion is wrong.”",
    "“I have read all {n} pages,” {A} told the meeting. “There is no map on any of them.”",
    "Asked whether the date would hold, {A} paused and said: “Ask me again in {month}.”",
    "“Nobody likes scaffolding, but everybody likes a roof,” {B} said.",
    "According to {A}, the first results will be made public before {month}.",
    "{B} called the offer “generous, late and slightly damp”.",
    "“We counted twice,” {A} said, “and got {n} both times.”",
    "“My grandmother’s generation built it; ours only has to keep it dry,” said {b}.",
    "{A} would not give a figure, but did not deny one of {money} crowns either.",
    "“There’s no secret to it – you start early and you stop when it’s dark,” {B} said.",
    "{B}, {roleb}, said that the town had “waited long enough to be allowed a mistake”.",
)

NEXT = (
    "A second reading is set for the first {weekday} of {month}.",
    "{Who} will publish the remaining papers at its office at {place}.",
    "Objections can be handed in until the end of {month}.",
    "If the vote goes through, work could start in {month} and end in {future}.",
    "Until then, everything stays as it is.",
    "The next count is due in {month}, weather and funds permitting.",
    "Whether {n} days are enough is for the auditors to say.",
    "A public tour is planned; it will take {n} people at a time, in stout shoes.",
    "The minutes will be read, and no doubt disputed, on {weekday}.",
    "And in {future}, if all goes well, the whole thing begins again.",
)

CROSSHEADS = (
    "A Long Way to Go",
    "What the Figures Say",
    "The View From {Place}",
    "Who Pays, and When",
    "Old Plans, New Money",
    "“Ask Me Again in {month}”",
    "Lessons From {year}",
    "A Question of Trust",
    "The Next {n} Weeks",
    "Between Two Tides",
    "Objections and Answers",
    "Doing More With Less",
)

LIST_LEADS = {
    "list": "The paper that {who} has put forward promises:",
    "numbered": "In the order of their cost, the annex names these steps:",
}
LIST_ITEMS = (
    "{n} new berths or places at {place}",
    "a fixed price of {n} crowns until {month} {future}",
    "an open day on the first {weekday} of each month",
    "repairs to the roof, for {money} crowns",
    "an independent count by {who} every {n} weeks",
    "no work at night between {place} and {place2}",
    "a report to the public by the end of {month}",
)

PULL_QUOTES = (
    "“The tide does not read our minutes, and I have stopped expecting it to.”",
    "“You can mend {thing} or you can explain it, but you cannot do both in one week.”",
    "“When I began here there were {n} of us and one kettle.”",
    "“A town that forgets {thing} will be asked about it by its children.”",
)

FOREIGN_QUOTES = (
    ("ar", "«الصبر مفتاح الفرج، والميناء مفتاح المدينة.»"),
    ("zh-Hans", "“海上风大，城里灯多，路还很长。”"),
    ("de", "„Wir haben gezählt, gerechnet und noch einmal gezählt – das Ergebnis blieb dasselbe.“"),
    ("ja", "「急がば回れ、と港の人々は言う。」"),
    ("el", "«Η θάλασσα δεν διαβάζει ανακοινώσεις.»"),
)
FOREIGN_LEAD = "The guests had brought a sentence of their own along, and {A} read it out in the original:"
