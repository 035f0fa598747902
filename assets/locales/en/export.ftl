export-same-bytes-as-path-left = the same bytes as { $path }; left out
