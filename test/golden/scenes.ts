import type { Card } from "../../src/chat/card.ts";
import { countedCard } from "../../src/chat/counted.ts";
import type { Language } from "../../src/core/language.ts";
import { careScenes } from "./scenes/care.ts";
import { customerScenes } from "./scenes/customers.ts";
import { dealScenes } from "./scenes/deals.ts";
import { fileScenes } from "./scenes/files.ts";
import { kernelScenes } from "./scenes/kernel.ts";
import { paperScenes } from "./scenes/papers.ts";
import { peopleScenes } from "./scenes/people.ts";
import { satisfactionScenes } from "./scenes/satisfaction.ts";
import { serviceScenes } from "./scenes/service.ts";
import { now, shanghai } from "./scenes/world.ts";

const SCENES = {
  ...{ ...careScenes, ...customerScenes, ...dealScenes, ...fileScenes },
  ...{ ...kernelScenes, ...paperScenes, ...peopleScenes, ...satisfactionScenes, ...serviceScenes },
};

/** Cards of what does not come up in the demo company, of things that are always the same; by feature. */
export const scenesOf = (language: Language): ReadonlyMap<string, Readonly<Record<string, Card>>> =>
  new Map(Object.entries(SCENES).map(([feature, scene]) => [feature, counted(scene(language), language)]));

/** As they are when they are shown. */
const counted = (cards: Readonly<Record<string, Card>>, language: Language) =>
  Object.fromEntries(
    Object.entries(cards).map(([name, card]) => [name, countedCard(card, { language, zone: shanghai, now })]),
  );
