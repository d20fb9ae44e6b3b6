"""For the docs as a site: pages link to figures and code that lie beside `docs/`; those files go along.

In the repository a page says `../benchmarks/x/README.md`; a site has nothing above its first page, so there such a
file lies at `benchmarks/x/README.md`, and links are turned to it.
"""

from __future__ import annotations

import re
from pathlib import Path
from posixpath import relpath
from typing import Any

from mkdocs.structure.files import File, Files

LINK = re.compile(r"(\]\()([^)#\s:]+)(?=[)#])")


def on_files(files: Files, config: Any) -> Files:
    """Add every file that a page links to, and those that it links to in turn."""
    root = Path(config.config_file_path).resolve().parent
    pages = [Path(file.abs_src_path) for file in files.documentation_pages() if file.abs_src_path]
    known = set(pages)
    for page in pages:  # grows as it goes
        for _, target in LINK.findall(page.read_text(encoding="utf-8")):
            path = (page.parent / target).resolve()
            if path in known or not path.is_file() or root not in path.parents:
                continue
            known.add(path)
            if root / "docs" not in path.parents:
                files.append(File.generated(config, path.relative_to(root).as_posix(), abs_src_path=str(path)))
                if path.suffix == ".md":
                    pages.append(path)
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, files: Files) -> str:
    """Turn the links of one page."""
    root = Path(config.config_file_path).resolve().parent
    own = Path(page.file.abs_src_path or page.file.generated_content or "")
    here = page.file.src_uri.rpartition("/")[0]

    def turned(found: re.Match[str]) -> str:
        path = (own.parent / found[2]).resolve()
        if not path.is_file() or root not in path.parents:
            return found[0]
        docs = root / "docs"
        place = path.relative_to(docs if docs in path.parents else root).as_posix()
        return found[1] + relpath(place, here or ".")

    return LINK.sub(turned, markdown)
