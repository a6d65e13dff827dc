"""From first sight to finished placement."""
