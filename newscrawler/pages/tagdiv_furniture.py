"""What stands inside the content of tagDiv pages and is not the story: the theme's own boxes, and those that
WordPress plugins add which its users like. Class names are the same in all languages; their labels are not.
"""

from __future__ import annotations

from newscrawler.extraction.blocks import Furniture

FURNITURE = tuple(
    Furniture(frozenset(names.split()), by, why)
    for by, why, names in (
        (
            "advertisement",
            "an advertisement slot in the text",
            "td-a-rec* td-g-rec* td-a-ad* td-adspot-title td-ad-background-link tdc-zone-ad code-block code-block-* "
            "adsbygoogle quads-location ai-viewport* ai_widget adrotate* g-single wpadvert* advads-* tdm-ad*",
        ),
        (
            "share_buttons",
            "buttons to share or follow",
            "td-post-sharing* tdb_single_post_share td_block_social_counter td-social* tdb-social* "
            "sharedaddy sd-sharing* heateor* addtoany* a2a_kit ssba* essb* mashsb* shariff* sassy-social* "
            "social-share* swp_social* "
            "scriptlesssocialsharing* wp-block-social-links sfsi* fb-like twitter-follow-button",
        ),
        ("reading_time", "how long the text takes to read", "wtr-time-wrap span-reading-time rt-reading-time bsf-rt*"),
        (
            "table_of_contents",
            "a table of contents",
            "ez-toc* #ez-toc* #toc_container lwptoc* rank-math-toc* wp-block-toc",
        ),
        (
            "related_block",
            "links to other stories",
            "td_module_wrap td_module_related_posts td-related* td_block_related_posts tdb_single_related "
            "jp-relatedposts yarpp* crp_related* rp4wp* rpbt* related-post* related_post* "
            "internal-linking-related* ai-related* bwd_related* wp-block-latest-posts wp-embedded-content "
            "irp* read-also* readalso* td_block_big_grid* td_flex_block*",
        ),
        (
            "navigation",
            "the next and the previous story",
            "td-post-next-prev* tdb_single_next_prev post-page-links page-nav",
        ),
        (
            "author_box",
            "a portrait of the author",
            "author-box-wrap td-author-* tdb_single_author_box tdb-author-box* abh_box* saboxplugin* "
            "pp-multiple-authors* pp-author-boxes* molongui* m-a-box* ts-fab*",
        ),
        (
            "labels",
            "the section's labels, the breadcrumb trail",
            "entry-crumbs tdb-breadcrumbs td-category tdb-category",
        ),
        ("standfirst", "became the standfirst", "td-post-sub-title tdb_single_subtitle"),
        (
            "byline",
            "author, day and counters under the title",
            "td-module-meta-info td-post-author-name td-post-date tdb_single_author tdb_single_date "
            "tdb_single_comments_count",
        ),
        ("tag_list", "a list of tags", "td-post-source-tags td-post-small-box tdb_single_tags td-tags tdb-tags"),
        ("comments", "readers' comments", "#comments comments td-comments* fb-comments #respond"),
        (
            "newsletter_box",
            "an invitation to subscribe",
            "tnp tnp-* mc4wp* td_block_newsletter tds-newsletter* mailpoet* tds-subscr* "
            "wp-block-jetpack-subscriptions*",
        ),
        (
            "weather_widget",
            "today's weather",
            "td_block_weather td-weather* tdb-weather* td_top_weather* tdb_header_weather td_weather_top_widget",
        ),
        ("dateline", "the day the page was fetched", "td_data_time tdb_header_date tdb-head-date-txt"),
        (
            "popular_block",
            "what else is read on the site",
            "td_block_popular_categories popular-posts wpp-list wordpress-popular-posts",
        ),
        ("rating", "readers' votes", "kksr* yasr* rmp-* post-ratings gdrts*"),
        (
            "post_views",
            "a counter of views",
            "td-post-views post-views entry-views tdb_single_post_views",
        ),
    )
)
"""By class token, prefix (`…*`) or id (`#…`)."""
