import type { Feature } from "../chat/feature.ts";
import { absence } from "./absence/index.ts";
import { accountrequests } from "./accountrequests/index.ts";
import { accounts } from "./accounts/index.ts";
import { activities } from "./activities/index.ts";
import { answers } from "./answers/index.ts";
import { approvals } from "./approvals/index.ts";
import { board } from "./board/index.ts";
import { care } from "./care/index.ts";
import { caseclocks } from "./caseclocks/index.ts";
import { cases } from "./cases/index.ts";
import { chronicle } from "./chronicle/index.ts";
import { closing } from "./closing/index.ts";
import { contacts } from "./contacts/index.ts";
import { customers } from "./customers/index.ts";
import { deals } from "./deals/index.ts";
import { digest } from "./digest/index.ts";
import { duplicates } from "./duplicates/index.ts";
import { exports } from "./exports/index.ts";
import { facts } from "./facts/index.ts";
import { fallback } from "./fallback/index.ts";
import { fees } from "./fees/index.ts";
import { feePaper } from "./fees/public.ts";
import { festivals } from "./festivals/index.ts";
import { figures } from "./figures/index.ts";
import { finding } from "./finding/index.ts";
import { friday } from "./friday/index.ts";
import { goals } from "./goals/index.ts";
import { handover } from "./handover/index.ts";
import { holidays } from "./holidays/index.ts";
import { importing } from "./importing/index.ts";
import { importListener } from "./importing/public.ts";
import { imports } from "./imports/index.ts";
import { influence } from "./influence/index.ts";
import { joining } from "./joining/index.ts";
import { lookups } from "./lookups/index.ts";
import { merging } from "./merging/index.ts";
import { newcomers } from "./newcomers/index.ts";
import { papers } from "./papers/index.ts";
import { passing } from "./passing/index.ts";
import { people } from "./people/index.ts";
import { personalData } from "./personal-data/index.ts";
import { pinning } from "./pinning/index.ts";
import { pipeline } from "./pipeline/index.ts";
import { recalls } from "./recalls/index.ts";
import { receipts } from "./receipts/index.ts";
import { reopening } from "./reopening/index.ts";
import { roster } from "./roster/index.ts";
import { satisfaction } from "./satisfaction/index.ts";
import { settings } from "./settings/index.ts";
import { setup } from "./setup/index.ts";
import { sharing } from "./sharing/index.ts";
import { stagewords } from "./stagewords/index.ts";
import { summary } from "./summary/index.ts";
import { survey } from "./survey/index.ts";
import { tasks } from "./tasks/index.ts";
import { team } from "./team/index.ts";
import { unfinished } from "./unfinished/index.ts";
import { visits } from "./visits/index.ts";
import { worth } from "./worth/index.ts";

const PAPERS = [feePaper];

/** Everything the bot can do: one line a feature. */
export const features: readonly Feature[] = [
  visits,
  activities,
  care,
  digest,
  cases,
  caseclocks,
  tasks,
  finding,
  customers,
  duplicates,
  merging,
  contacts,
  joining,
  facts,
  worth,
  pinning,
  satisfaction,
  answers,
  sharing,
  chronicle,
  closing,
  reopening,
  influence,
  personalData,
  board,
  pipeline,
  deals,
  receipts,
  fallback,
  fees,
  approvals(PAPERS),
  newcomers,
  papers(PAPERS),
  passing,
  absence(PAPERS),
  goals,
  summary,
  friday,
  importing,
  stagewords,
  imports([importListener]),
  unfinished([importListener]),
  handover,
  recalls,
  exports,
  people,
  roster,
  lookups,
  team,
  accountrequests,
  accounts,
  settings,
  figures,
  holidays,
  festivals,
  survey,
  setup,
];
