import { boolean, byType, integer, list, oneOf, shape, string } from "./check.ts";
import { blockId, httpUrl } from "./objects.ts";

const style = shape(
  {},
  {
    bold: boolean,
    italic: boolean,
    strike: boolean,
    code: boolean,
    underline: boolean,
    highlight: boolean,
    client_highlight: boolean,
    unlink: boolean,
  },
);
const id = string({ min: 1 });

const pieces = {
  text: shape({ text: string({ min: 1 }) }, { style }),
  link: shape({ url: httpUrl }, { text: string(), unsafe: boolean, style }),
  emoji: shape(
    { name: string({ min: 1 }) },
    { unicode: string(), url: httpUrl, skin_tone: integer({ min: 1, max: 6 }), style },
  ),
  user: shape({ user_id: id }, { style }),
  usergroup: shape({ usergroup_id: id }, { style }),
  team: shape({ team_id: id }, { style }),
  channel: shape({ channel_id: id }, { style }),
  broadcast: shape({ range: oneOf("here", "channel", "everyone") }, { style }),
  date: shape({ timestamp: integer(), format: string({ min: 1 }) }, { url: httpUrl, fallback: string(), style }),
  color: shape({ value: string({ pattern: /^#[0-9a-fA-F]{6}$/, says: "a colour, #rrggbb" }) }, { style }),
};

const piece = byType(pieces);
const sectionShape = shape({ elements: list(piece) });
const border = integer({ min: 0, max: 1 });

/** The parts of a rich_text block. */
const part = byType({
  rich_text_section: sectionShape,
  rich_text_list: shape(
    { elements: list(byType({ rich_text_section: sectionShape })), style: oneOf("bullet", "ordered") },
    { indent: integer({ min: 0, max: 8 }), offset: integer({ min: 0 }), border },
  ),
  rich_text_quote: shape({ elements: list(piece) }, { border }),
  rich_text_preformatted: shape(
    { elements: list(byType({ text: pieces.text, link: pieces.link })) },
    { border, language: string() },
  ),
});

export const richTextShape = shape({ elements: list(part) }, { block_id: blockId });
/** A rich_text object inside something else: a cell, a title, an initial value. */
export const richText = byType({ rich_text: richTextShape });
