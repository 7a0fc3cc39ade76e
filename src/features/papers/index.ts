import { defineFeature, type Feature, onPress } from "../../chat/feature.ts";
import { openPaper, type Paper, type Papers, showHistory } from "../approvals/public.ts";
import { historyOf, openPaperCard } from "./handlers.ts";

/** Looking at a paper and at its history, for every kind of paper given. */
export const papers = (kinds: readonly Paper[]): Feature => {
  const known: Papers = new Map(kinds.map((paper) => [paper.subject, paper]));
  return defineFeature({
    name: "papers",
    actions: [
      onPress(openPaper, (ctx, key) => openPaperCard(known, ctx, key)),
      onPress(showHistory, (ctx, key) => historyOf(known, ctx, key)),
    ],
  });
};
