import type { Command, Redis } from 'ioredis';
import { defineHistogram } from '../metrics/index.js';

const DURATION = defineHistogram(
  'redis_command_duration_seconds',
  'Commands to Redis, failed ones too.',
  [],
  [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5],
);

/** Measures the commands of a client while anybody wants to know. */
export function timeCommands(redis: Redis): void {
  const send = redis.sendCommand.bind(redis);
  redis.sendCommand = (command: Command, ...rest: []) => {
    if (DURATION.isWanted) {
      const startedAt = performance.now();
      const observe = (): void => DURATION.observe({}, (performance.now() - startedAt) / 1000);
      command.promise.then(observe, observe);
    }
    return send(command, ...rest);
  };
}
