-- What undo of an adoption brings back has a later version than what was judged, and is judged all the same.
ALTER TABLE "review" ADD COLUMN "restored_version" INTEGER CHECK ("restored_version" > "annotation_version");
