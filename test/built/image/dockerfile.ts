import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** One Dockerfile instruction: its name, its flags and all other words. */
type Step = { readonly name: string; readonly flags: Record<string, string>; readonly words: string[] };

type Stage = { readonly name: string; readonly from: string; readonly steps: Step[] };

/** An image as a plain directory, with the settings of its containers. */
export type Image = {
  readonly root: string;
  readonly workdir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly user: string;
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly healthcheck: readonly string[];
};

/** Options for building a Dockerfile without a container engine. */
export type Build = {
  readonly context: string;
  /** Parent directory for the directories of all stages. */
  readonly into: string;
  /** Runs a `RUN` line in the stage's directory. Returns false if a shell has to run the line. */
  readonly run?: (command: string, cwd: string) => boolean;
};

/** Builds stages and their dependencies, each once, by running the Dockerfile's instructions in plain directories. */
export function imageBuilder(build: Build): (stage: string) => Image {
  const stages = parse(readFileSync(join(build.context, 'Dockerfile'), 'utf8'));
  const allowed = allowedInContext(build.context);
  const made = new Map<string, Image>();
  const isStage = (name: string) => stages.some((stage) => stage.name === name);
  const make = (name: string): Image => {
    const known = made.get(name);
    if (known !== undefined) return known;
    const stage = stages.find((candidate) => candidate.name === name);
    if (stage === undefined) throw new Error(`The Dockerfile has no stage ${name}.`);
    const image = runStage(stage, { ...build, allowed, make, isStage });
    made.set(name, image);
    return image;
  };
  return make;
}

/** The working directory of a container. */
export function workdirOf(image: Image): string {
  return join(image.root, image.workdir);
}

type Builder = Build & {
  readonly allowed: (path: string) => boolean;
  readonly make: (stage: string) => Image;
  readonly isStage: (from: string) => boolean;
};

function runStage(stage: Stage, builder: Builder): Image {
  const root = join(builder.into, stage.name);
  mkdirSync(root, { recursive: true });
  const empty: Image = {
    root,
    workdir: '/',
    env: {},
    user: 'root',
    entrypoint: [],
    cmd: [],
    healthcheck: [],
  };
  const base = builder.isStage(stage.from) ? builder.make(stage.from) : undefined;
  if (base !== undefined) cpSync(base.root, root, { recursive: true });
  let image: Image = base === undefined ? empty : { ...base, root };
  for (const step of stage.steps) image = runStep(step, image, builder);
  return image;
}

function runStep({ name, flags, words }: Step, image: Image, builder: Builder): Image {
  switch (name) {
    case 'WORKDIR':
      mkdirSync(join(image.root, words[0] ?? ''), { recursive: true });
      return { ...image, workdir: words[0] ?? '/' };
    case 'COPY':
      copy(words, image, flags['from'] === undefined ? undefined : builder.make(flags['from']).root, builder);
      return image;
    case 'RUN':
      run(words.join(' '), image, builder);
      return image;
    case 'ENV':
      return {
        ...image,
        env: { ...image.env, ...Object.fromEntries(words.map((word) => word.split('=', 2))) },
      };
    case 'USER':
      return { ...image, user: words[0] ?? '' };
    case 'ENTRYPOINT':
      return { ...image, entrypoint: execForm(words) };
    case 'CMD':
      return { ...image, cmd: execForm(words) };
    case 'HEALTHCHECK':
      return { ...image, healthcheck: execForm(words.slice(1)) };
    case 'EXPOSE':
      return image;
    default:
      throw new Error(`The Dockerfile has an instruction that is not supported here: ${name}`);
  }
}

function copy(words: readonly string[], image: Image, from: string | undefined, builder: Builder): void {
  const sources = words.slice(0, -1);
  const into = join(workdirOf(image), words.at(-1) ?? '');
  for (const source of sources) {
    if (from === undefined && !builder.allowed(source))
      throw new Error(`.dockerignore leaves out ${source}.`);
    const path = join(from ?? builder.context, source);
    const one = sources.length === 1 && !/^\.?\/?$/.test(words.at(-1) ?? '');
    const whole = from !== undefined || one;
    cpSync(path, whole ? into : join(into, basename(source)), { recursive: true });
  }
}

function run(command: string, image: Image, builder: Builder): void {
  const cwd = workdirOf(image);
  if (builder.run?.(command, cwd) === true) return;
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], ...image.env };
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { cwd, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`RUN ${command}\n${stdout}\n${stderr}`);
}

function execForm(words: readonly string[]): string[] {
  return JSON.parse(words.join(' ')) as string[];
}

function parse(text: string): Stage[] {
  const lines = text
    .replaceAll(/^\s*#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const stages: Stage[] = [];
  for (const line of lines) {
    const [name = '', ...words] = line.split(' ');
    const given = name === 'RUN' ? 0 : words.findIndex((word) => !word.startsWith('--'));
    const flags = Object.fromEntries(words.slice(0, given).map((flag) => flag.slice(2).split('=', 2)));
    const rest = words.slice(given);
    if (name === 'FROM')
      stages.push({ from: rest[0] ?? '', name: rest[2] ?? String(stages.length), steps: [] });
    else stages.at(-1)?.steps.push({ name, flags, words: rest });
  }
  return stages;
}

/** Supports only the form that our .dockerignore has: `*`, then the paths to include, each after `!`. */
function allowedInContext(context: string): (path: string) => boolean {
  const file = join(context, '.dockerignore');
  const lines = (existsSync(file) ? readFileSync(file, 'utf8') : '').split('\n').map((line) => line.trim());
  const rules = lines.filter((line) => line !== '' && !line.startsWith('#'));
  if (rules[0] !== '*') throw new Error('.dockerignore has to begin by leaving out everything.');
  const allowed = rules.slice(1).map((rule) => rule.replace(/^!/, ''));
  return (path) => allowed.some((root) => path === root || path.startsWith(`${root}/`));
}
