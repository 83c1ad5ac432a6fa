"""What an operator watches: metrics, spans, whether a process is well; nothing of what is asked."""
