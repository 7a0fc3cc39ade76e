import { defineFeature, type Feature } from "../../chat/feature.ts";
import { type ImportListener, importJob } from "./jobs.ts";

/** Sheets on their way in. What tells of them in chat listens. */
export const imports = (listeners: readonly ImportListener[]): Feature =>
  defineFeature({ name: "imports", jobs: [importJob(listeners)] });
