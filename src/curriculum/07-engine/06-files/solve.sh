#@ task note
merged=$(docker inspect -f '{{.GraphDriver.Data.MergedDir}}' {{name}})
echo {{word}} > $merged/note
ls ${merged%/merged}/diff
