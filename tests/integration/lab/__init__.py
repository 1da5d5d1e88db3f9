# SPDX-License-Identifier: GPL-3.0-or-later
"""The lab: a real MediaWiki, people who use it, the programs under test, and the wiki's own tables as the judge."""
