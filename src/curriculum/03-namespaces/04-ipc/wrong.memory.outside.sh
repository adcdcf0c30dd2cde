#@ message outside
ipcmk -M "$bytes"
