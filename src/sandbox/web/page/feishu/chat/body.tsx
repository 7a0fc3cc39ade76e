import type { ShownFile, ShownMessage } from "../../../../feishu/screen.ts";
import { useReading } from "../../reading.ts";
import { fileAddress } from "../../server.ts";
import { Card } from "../card/card.tsx";
import { Picture } from "../card/picture.tsx";
import { Problem } from "../card/problem.tsx";
import { CardProvider } from "../card/provider.tsx";
import type { FeishuSession } from "../session.ts";
import { Post } from "../text/post.tsx";
import { Said } from "../text/said.tsx";

function FileLink({ file }: { file: ShownFile }) {
  const { t, me } = useReading();
  if (file.mimetype.startsWith("image/") && file.mimetype !== "image/svg+xml")
    return <Picture image={file.key} alt={file.name} />;
  const address = fileAddress({ platform: "feishu", id: me }, file.key);
  return (
    <a class="file" href={address} download={file.name} aria-label={t.download(file.name)}>
      <span aria-hidden="true">📄</span> {file.name}
    </a>
  );
}

/** What a message says, whatever its type. */
export function Body({ session, message }: { session: FeishuSession; message: ShownMessage }) {
  const { t } = useReading();
  if (message.type === "interactive")
    return message.card ? (
      <CardProvider session={session} message={message} card={message.card}>
        <Card json={message.card.json} />
      </CardProvider>
    ) : (
      <Problem says={t.unknownCard} detail={message.summary} />
    );
  if (message.files.length > 0 && message.post === null)
    return (
      <div class="files">
        {message.files.map((file) => (
          <FileLink key={file.key} file={file} />
        ))}
      </div>
    );
  return <div class="bubble">{message.post ? <Post post={message.post} /> : <Said text={message.text} />}</div>;
}
