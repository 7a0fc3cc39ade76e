import type { ComponentChild } from "preact";
import { isObject, type JsonObject, objects } from "../../../../json.ts";
import { useReading } from "../../reading.ts";
import { Link } from "../../text/link.tsx";
import { Element } from "../elements/element.tsx";
import { Picture } from "../elements/picture.tsx";
import { Markdown } from "../text/markdown.tsx";
import { RichText } from "../text/rich.tsx";
import { TextObject, words } from "../text/text-object.tsx";
import { Card, Container, Plan, TaskCard } from "./boxes.tsx";
import { ChartBlock } from "./chart.tsx";
import { InputBlock } from "./input.tsx";
import { DataTable, Table } from "./table.tsx";

type Props = { readonly block: JsonObject };

function Section({ block }: Props) {
  const id = String(block.block_id);
  const accessory = isObject(block.accessory) ? block.accessory : undefined;
  const wide = accessory && /_select$|picker$|checkboxes|radio/.test(String(accessory.type));
  return (
    <div class={wide ? "section section-wide" : "section"}>
      <div class="section-text">
        {isObject(block.text) && <TextObject value={block.text} />}
        {objects(block.fields).length > 0 && (
          <div class="section-fields">
            {objects(block.fields).map((field, index) => (
              <div key={index}>
                <TextObject value={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {accessory && (
        <div class="section-accessory">
          <Element block={id} element={accessory} />
        </div>
      )}
    </div>
  );
}

function Row({ block, look }: Props & { look: string }) {
  return (
    <div class={look}>
      {objects(block.elements).map((element, index) => (
        <Element key={String(element.action_id ?? index)} block={String(block.block_id)} element={element} />
      ))}
    </div>
  );
}

function Context({ block }: Props) {
  return (
    <div class="context">
      {objects(block.elements).map((element, index) =>
        element.type === "image" ? (
          <Picture key={index} image={element} small />
        ) : (
          <span key={index}>
            <TextObject value={element} />
          </span>
        ),
      )}
    </div>
  );
}

function ImageBlock({ block }: Props) {
  return (
    <figure class="image-block">
      {isObject(block.title) && <figcaption>{words(block.title)}</figcaption>}
      <Picture image={block} />
    </figure>
  );
}

const ALERT_SIGN: Readonly<Record<string, string>> = {
  info: "ℹ️",
  warning: "⚠️",
  error: "⛔",
  success: "✅",
  default: "•",
};

function Alert({ block }: Props) {
  const { t } = useReading();
  const level = String(block.level ?? "default");
  return (
    <div class={`alert alert-${level}`} role="note">
      <span aria-hidden="true">{ALERT_SIGN[level] ?? "•"}</span>
      <span class="sr-only">{t.alert[level] ?? t.alert.default}</span>
      <TextObject value={block.text} />
    </div>
  );
}

function Video({ block }: Props) {
  const { t } = useReading();
  return (
    <div class="video">
      <span aria-hidden="true">🎞</span>
      <div>
        <strong>
          <Link url={String(block.title_url ?? block.video_url)}>{words(block.title)}</Link>
        </strong>
        <small>{[block.author_name, block.provider_name].filter(Boolean).map(String).join(" · ") || t.video}</small>
        {isObject(block.description) && <p>{words(block.description)}</p>}
      </div>
    </div>
  );
}

function Carousel({ block }: Props) {
  return (
    <div class="carousel">
      {objects(block.elements).map((card, index) => (
        <Card key={index} block={card} />
      ))}
    </div>
  );
}

function Folder({ block }: Props) {
  return (
    <Container block={block}>
      <Blocks blocks={objects(block.child_blocks)} />
    </Container>
  );
}

const BLOCKS: Readonly<Record<string, (props: Props) => ComponentChild>> = {
  section: Section,
  header: ({ block }) => <h2 class="header-block">{words(block.text)}</h2>,
  divider: () => <hr class="divider" />,
  context: Context,
  actions: ({ block }) => <Row block={block} look="actions" />,
  context_actions: ({ block }) => <Row block={block} look="actions context-actions" />,
  input: InputBlock,
  image: ImageBlock,
  rich_text: ({ block }) => <RichText value={block} />,
  markdown: ({ block }) => <Markdown text={String(block.text ?? "")} />,
  table: Table,
  data_table: DataTable,
  data_visualization: ChartBlock,
  alert: Alert,
  card: Card,
  carousel: Carousel,
  container: Folder,
  task_card: TaskCard,
  plan: Plan,
  video: Video,
};

/** Any block, by its type. */
function Block({ block }: Props) {
  const { t } = useReading();
  const Known = Object.hasOwn(BLOCKS, String(block.type)) ? BLOCKS[String(block.type)] : undefined;
  if (!Known) return <p class="unknown">{t.unknownBlock(String(block.type))}</p>;
  return <Known block={block} />;
}

export function Blocks({ blocks }: { blocks: readonly JsonObject[] }) {
  return (
    <div class="blocks">
      {blocks.map((block, index) => (
        <Block key={String(block.block_id ?? index)} block={block} />
      ))}
    </div>
  );
}
