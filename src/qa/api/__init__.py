"""Other programs: the same answers over HTTP and to language models' tools (MCP), by keys of servers."""
