import { isObject, type JsonObject } from "../../../../json.ts";
import { useReading } from "../../reading.ts";
import { fileAddress } from "../../server.ts";
import { Link } from "../../text/link.tsx";

/** A picture stored here is shown; one on the web is only named, as nothing is fetched from outside. */
export function Picture({ image, small = false }: { image: JsonObject; small?: boolean }) {
  const { t, me } = useReading();
  const alt = String(image.alt_text ?? "");
  const file = isObject(image.slack_file) ? image.slack_file : undefined;
  if (typeof file?.id === "string")
    return (
      <img
        class={small ? "thumbnail" : "picture"}
        src={fileAddress({ platform: "slack", id: me }, file.id)}
        alt={alt}
      />
    );
  if (small)
    return (
      <span class="thumbnail stand-in" role="img" aria-label={alt} title={`${alt} · ${t.pictureOutside}`}>
        🖼
      </span>
    );
  return (
    <span class="picture stand-in">
      <span aria-hidden="true">🖼</span>
      <span>
        <Link url={String(image.image_url ?? "")}>{alt || t.picture}</Link>
        <small>{t.pictureOutside}</small>
      </span>
    </span>
  );
}
