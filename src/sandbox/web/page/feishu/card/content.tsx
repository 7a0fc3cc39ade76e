import type { ComponentChildren } from "preact";
import { isArray, isObject, objects } from "../../../../json.ts";
import { Avatar } from "../../chrome/avatar.tsx";
import { colorOf, nameOf, useReading } from "../../reading.ts";
import { FeishuMarkdown } from "../text/markdown.tsx";
import { alignOf, sizeOf, TextObject, useWords } from "../text/text-object.tsx";
import { Icon } from "./icon.tsx";
import { widthOf } from "./layout.ts";
import { Picture } from "./picture.tsx";
import type { ElementProps } from "./surface.ts";

function WithIcon({ icon, children }: { icon: unknown; children: ComponentChildren }) {
  if (!isObject(icon)) return <>{children}</>;
  return (
    <div class="with-icon">
      <Icon value={icon} />
      <div class="grow">{children}</div>
    </div>
  );
}

export function MarkdownElement({ element }: ElementProps) {
  const words = useWords(element);
  return (
    <WithIcon icon={element.icon}>
      <div class={`${sizeOf(element.text_size)} ${alignOf(element.text_align)}`}>
        <FeishuMarkdown text={words} />
      </div>
    </WithIcon>
  );
}

/** A text, and pairs of labels and values: short ones stand side by side. */
export function Div({ element }: ElementProps) {
  const fields = objects(element.fields);
  return (
    <WithIcon icon={element.icon}>
      <div style={{ width: widthOf(element.width) }}>
        {isObject(element.text) && <TextObject value={element.text} />}
        {fields.length > 0 && (
          <div class="card-fields">
            {fields.map((field, index) => (
              <div key={index} class={field.is_short === true ? "card-field" : "card-field card-field-long"}>
                <TextObject value={field.text} />
              </div>
            ))}
          </div>
        )}
      </div>
    </WithIcon>
  );
}

export const Hr = () => <hr class="divider" />;

export function Img({ element }: ElementProps) {
  const alt = useWords(element.alt);
  const title = useWords(element.title);
  return (
    <figure class="image-block">
      {title !== "" && <figcaption>{title}</figcaption>}
      <Picture image={String(element.img_key)} alt={alt || title} size={element.size ?? element.mode} />
    </figure>
  );
}

export function ImgCombination({ element }: ElementProps) {
  const { t } = useReading();
  return (
    <div class={`images images-${String(element.combination_mode)}`}>
      {objects(element.img_list).map((image, index) => (
        <Picture key={index} image={String(image.img_key)} alt={t.picture} size="stretch" />
      ))}
    </div>
  );
}

interface FaceProps {
  readonly id: string;
  readonly avatar: boolean;
  readonly name: boolean;
  readonly capsule: boolean;
}

/** Someone's picture and name; whichever the card leaves off is still said. */
export function Face({ id, avatar, name, capsule }: FaceProps) {
  const reading = useReading();
  const said = nameOf(reading, id);
  return (
    <span class={capsule ? "face face-capsule" : "face"} title={name ? undefined : said}>
      {avatar && <Avatar name={said} color={colorOf(reading, id)} size="small" />}
      <span class={name ? undefined : "sr-only"}>{said}</span>
    </span>
  );
}

export const PersonElement = ({ element }: ElementProps) => (
  <Face
    id={String(element.user_id)}
    avatar={element.show_avatar !== false}
    name={element.show_name === true}
    capsule={element.style === "capsule"}
  />
);

export function PersonList({ element }: ElementProps) {
  const { people } = useReading();
  const ids = isArray(element.persons) ? objects(element.persons).map(({ id }) => String(id)) : [];
  const shown = element.drop_invalid_user_id === true ? ids.filter((id) => people.has(id)) : ids;
  return (
    <WithIcon icon={element.icon}>
      <div class="faces">
        {shown.map((id) => (
          <Face
            key={id}
            id={id}
            avatar={element.show_avatar !== false}
            name={element.show_name !== false}
            capsule={false}
          />
        ))}
      </div>
    </WithIcon>
  );
}
