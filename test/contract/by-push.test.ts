import { afterAll, expect } from "vitest";
import { withHouse } from "../support/house.ts";
import { customerTalk } from "./customer-talk.ts";
import { importTalk } from "./import-talk.ts";
import { mainJobTalk } from "./main-job-talk.ts";
import { serviceTalk } from "./service-talk.ts";

// Slack by HTTP, Feishu by webhook.
const house = withHouse("push");
afterAll(() => expect([house.slack.connections, house.feishu.connections]).toEqual([0, 0]));
customerTalk(house);
importTalk(house);
mainJobTalk(house);
serviceTalk(house);
