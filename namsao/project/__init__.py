"""What puts the house together: settings, URLs, command line, servers."""
