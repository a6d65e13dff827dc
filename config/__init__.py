"""What ties the packages into one site: settings, urls, the worker and the clock."""
