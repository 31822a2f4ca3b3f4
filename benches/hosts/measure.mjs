// Times a function and prints `bench,host,median_ns,low_ns,high_ns`: the median and the quartiles of 41 samples.
const SAMPLES = 41;
const SAMPLE_NS = 20_000_000;

export function measure(bench, host, run) {
  let count = 1;
  let took = 0;
  // This warms up, too.
  while (took < SAMPLE_NS) {
    count = more(count, took);
    took = time(run, count);
  }
  report(bench, host, Array.from({ length: SAMPLES }, () => time(run, count) / count));
}

/** The same for a function that promises its result. */
export async function measureAsync(bench, host, run) {
  let count = 1;
  let took = 0;
  while (took < SAMPLE_NS) {
    count = more(count, took);
    took = await timeAsync(run, count);
  }
  const samples = [];
  while (samples.length < SAMPLES) samples.push((await timeAsync(run, count)) / count);
  report(bench, host, samples);
}

const more = (count, took) => (took < SAMPLE_NS / 4 ? count * 2 : Math.floor((count * SAMPLE_NS) / took) + 1);

function report(bench, host, samples) {
  samples.sort((a, b) => a - b);
  const [low, median, high] = [1, 2, 3].map((quarter) => samples[((SAMPLES - 1) * quarter) / 4].toFixed(1));
  console.log([bench, host, median, low, high].join());
}

function time(run, count) {
  const start = process.hrtime.bigint();
  for (let at = 0; at < count; at++) run();
  return Number(process.hrtime.bigint() - start);
}

async function timeAsync(run, count) {
  const start = process.hrtime.bigint();
  for (let at = 0; at < count; at++) await run();
  return Number(process.hrtime.bigint() - start);
}

const EACH_SAMPLES = 21;
const EACH_RUNS = 10;

/** The same where every run needs a value of its own, whose making is not timed. */
export function measureEach(bench, host, make, run) {
  run(make());
  const sample = () => {
    const values = Array.from({ length: EACH_RUNS }, make);
    const start = performance.now();
    for (const value of values) run(value);
    return ((performance.now() - start) * 1e6) / EACH_RUNS;
  };
  const times = Array.from({ length: EACH_SAMPLES }, sample).sort((a, b) => a - b);
  const [low, median, high] = [1, 2, 3].map((quarter) => times[((EACH_SAMPLES - 1) * quarter) / 4].toFixed(1));
  console.log([bench, host, median, low, high].join());
}
