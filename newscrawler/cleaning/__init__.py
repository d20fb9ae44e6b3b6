"""Cleaning: blocks in, blocks out. What is taken off an article's text that only its place and wording betray.

Pages and extraction have already left out what the DOM shows to be furniture. What is left here is a plain
sequence of blocks, from HTML or from a page that somebody flattened to lines. A flattened page reads::

    12.4 C                                            weather widget
    Lowmoor                                           its city; some pages have none
    Friday, March 6, 2026                             the day of the crawl, never the day of publication
    Ferry Fares Frozen Until Autumn                   three trending teasers, or none: other articles'
    Islanders will pay last year's prices ...         titles and summaries
    Harbour’s Slow Return                             the title
    CoastHarbour's Slow Return                        the breadcrumb's labels, glued to the title again
    The herring came back to Lowmoor on a Tuesday.    the body
    A Quiet Quay                                      a crosshead: body
    Nobody was there to see it, the keeper said.      body
    Check out our other content                       a related block, with its items or with none
    Check out other tags:                             a tag list
    Most Popular Articles                             a popular block

and what comes out is the four lines of body, each other line in `removed` with the step that took it and why.

How the steps decide, and why so:

* **Place first.** A teaser is what stands between the header and the title. Its text proves nothing: the teaser
  of this page is the title of another, and its summary may be that page's first paragraph.
* **Then structure.** "Most popular" is a crosshead where prose follows, and a popular block where nothing but
  headlines follows to the end. A line "27 C" is a widget over the title, and news below it.
* **Wording last**, whole lines only, in the languages of `wording`: "Advertisement", "Read also: …", "Photo: A. Reef".
* **When in doubt, leave it.** A leftover is a nuisance; a sentence lost is a wrong quotation. Corrections,
  editor's notes and the placeline ("LOWMOOR (Agency) —") are content.
* **The title is folded before it is compared** (quotes, dashes, spaces, case), and labels are what the second
  line holds *before* the title: a title may itself begin with the section's name.
* **Nothing vanishes unrecorded.** A step may only drop blocks, never change, add or reorder them: kept +
  removed = read, in the order they were read (`read_sequence`).

`STEPS` in `chain` is the list, in the order they run, with a reason on each line. Lines that betray themselves go
first, for they stand between the parts of the page's end and top; then the end, from the last block backwards; then
the top, which is read from the first block down. So nothing that a later step takes makes an earlier one see more,
and cleaning twice is cleaning once. Any step can be called by hand:
``remove_dateline(blocks, article)`` gives the blocks that stay.
"""

from newscrawler.cleaning.chain import STEPS, Step, clean_body, read_sequence

__all__ = ["STEPS", "Step", "clean_body", "read_sequence"]
