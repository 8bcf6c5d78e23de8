/** The second Worker: it takes messages from the queue. Each message is acknowledged alone. */
import type { ConsumerEnv } from "#worker/env.ts";
import { buryJob } from "./dead-letter.ts";
import type { Fate } from "./fate.ts";
import { runJob } from "./run-job.ts";

const DEAD_QUEUE = "inductlite-jobs-dead";

export default {
  async queue(batch, env) {
    for (const message of batch.messages) {
      if (batch.queue === DEAD_QUEUE) {
        await buryJob(env, message.body).then(
          () => message.ack(),
          () => message.retry({ delaySeconds: 60 }),
        );
        continue;
      }
      // What is thrown here is a database out of reach: the message comes back, the row is as it was.
      const outcome = await runJob(env, message.body, message.attempts).catch((): Fate => ({ fate: "retry", delaySeconds: 30 }));
      if (outcome.fate === "done") message.ack();
      else message.retry({ delaySeconds: outcome.delaySeconds });
    }
  },
} satisfies ExportedHandler<ConsumerEnv>;
