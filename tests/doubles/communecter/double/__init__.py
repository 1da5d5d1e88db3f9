# SPDX-License-Identifier: GPL-3.0-or-later
"""A place that answers as Communecter does, for as long as a test lasts."""
