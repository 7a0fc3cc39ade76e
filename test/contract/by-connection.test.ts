import { withHouse } from "../support/house.ts";
import { crmSalesTalk } from "./crm-sales-talk.ts";
import { customerTalk } from "./customer-talk.ts";
import { everyCommandTalk } from "./every-command-talk.ts";
import { importTalk } from "./import-talk.ts";
import { mainJobTalk } from "./main-job-talk.ts";
import { serviceTalk } from "./service-talk.ts";
import { taskTalk } from "./task-talk.ts";

// Slack by Socket Mode, Feishu by long connection: one company for all talks, as starting it takes longest.
const house = withHouse("connection");
customerTalk(house);
importTalk(house);
mainJobTalk(house);
taskTalk(house);
crmSalesTalk(house);
everyCommandTalk(house);
serviceTalk(house);
