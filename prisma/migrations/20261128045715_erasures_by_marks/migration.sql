-- CreateIndex
CREATE INDEX "Erasure_marks_idx" ON "Erasure" USING GIN ("marks");
