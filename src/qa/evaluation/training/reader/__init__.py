"""Learning the reader: from reading-comprehension data and from written reports to `reader.onnx`."""
