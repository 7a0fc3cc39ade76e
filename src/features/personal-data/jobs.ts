import { z } from "zod";
import { mendTexts } from "../../chat/shown-texts.ts";
import { defineJob, type Job } from "../../core/job.ts";
import { enqueue } from "../../jobs/enqueue.ts";
import { readScrubbing, scrubFurther } from "../copies/public.ts";
import { leaverSchema, scrubbingOf } from "./rules.ts";

const payload = z.object({ id: z.uuid() });

/** Takes somebody who was erased out of messages, answers and rows of sheets, lot by lot: it goes on where it was. */
export const scrubJob: Job<z.infer<typeof payload>> = defineJob({
  name: "personalData.scrub",
  payload,
  retries: 5,
  async run({ scope, change }, { id }) {
    const wanted = await readScrubbing(scope, id);
    if (wanted === undefined) return;
    const how = scrubbingOf(leaverSchema.parse(wanted), mendTexts);
    while (await change((inside) => scrubFurther(inside, id, how)));
  },
  /** What was asked for by law is not left half-done. */
  gaveUp: ({ change }, { id }) => change((inside) => enqueue(inside, scrubJob, { payload: { id } })),
});
