export function startFlags(script: 'start' | 'worker'): string[];
