import { defineFeature, type Feature } from "../../chat/feature.ts";
import type { ImportListener } from "../imports/public.ts";
import { forgetImports, resumeImports } from "./jobs.ts";

/** Imports that nobody is at: some go on, the others end. */
export const unfinished = (listeners: readonly ImportListener[]): Feature =>
  defineFeature({ name: "unfinished", ticks: [resumeImports(), forgetImports(listeners)] });
