"""Show in the terminal how evenly today's lists show companies and students."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from matching.exposure import NobodyEligible, exposure_tables
from matching.matcher import Matcher
from placements.today import person_side, post_side


class Command(BaseCommand):
    help = "Print, as Markdown, how varied today's lists are and who gets seen in them."

    def handle(self, **options: Any) -> None:
        """Rank everybody for everybody, and print the tables; takes a minute for a region."""
        persons, posts = person_side(), post_side()
        matcher = Matcher(
            tuple(persons.persons.values()),
            tuple(posts.posts.values()),
            posts.knowledge,
            lots=posts.matcher.lots,
        )
        try:
            for table in exposure_tables(matcher):
                self.stdout.write(f"{table.render()}\n")
        except NobodyEligible as error:
            raise CommandError(str(error)) from error
