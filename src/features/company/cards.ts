import { z } from "zod";
import { defineAction } from "../../chat/card.ts";

/** The segments, a page of them at a time. */
export const showSegments = defineAction("setup.showSegments", z.object({ after: z.uuid().optional() }));

/** Opens the form of the company's facts. */
export const editCompany = defineAction("setup.editCompany", z.object({}));
