file-a-folder-where-a-file-is-to-be = a folder, where a file of results is to be
file-another-writes-into-this-folder = another Latentune is writing results into this folder
file-list-of-unfinished-damaged = the list of results that were not finished is damaged ({ $cause })
file-not-the-one-of-the-run = not the file that was written with its run
file-of-no-run-where-one-is-to-be = a file that no run has written stands where one of results is to be; move it, or choose another folder
file-open-in-another-program = open in another program, Excel for example, so no file was replaced; close it there and try again
