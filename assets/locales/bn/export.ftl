export-same-bytes-as-path-left = { $path }-এর সঙ্গে বাইটে এক; বাদ দেওয়া হয়েছে
