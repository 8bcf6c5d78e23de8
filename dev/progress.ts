const isTerminal = process.stdout.isTTY === true;

const seconds = (fromMs: number) => `${((performance.now() - fromMs) / 1000).toFixed(1)} s`;

/** Says what is being done while it is done, and how long it took: one line a step. */
export async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  const startedAtMs = performance.now();
  const draw = (text: string) => process.stdout.write(`\r\x1b[K  ${text}`);
  const ticker = isTerminal ? setInterval(() => draw(`${title} … ${seconds(startedAtMs)}`), 200) : undefined;
  if (isTerminal) draw(`${title} …`);
  try {
    const result = await work();
    process.stdout.write(`${isTerminal ? "\r\x1b[K" : ""}  ${title}  ${seconds(startedAtMs)}\n`);
    return result;
  } catch (error) {
    if (isTerminal) process.stdout.write("\n");
    throw error;
  } finally {
    clearInterval(ticker);
  }
}

/** One line on the console, in the middle of whatever is going on. */
export const say = (line: string): void => void process.stdout.write(`${isTerminal ? "\r\x1b[K" : ""}  ${line}\n`);
