"""Plays golden conversations against the sandbox: a town with the real machine, people with phones, and a stage.

Tests play stories here; so do the commands that show people what the bot says. Nothing that runs live imports it.
"""
