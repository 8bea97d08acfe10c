export { Gauges } from './gauges.js';
export {
  type Counter,
  type Gauge,
  type Histogram,
  defineCounter,
  defineGauge,
  defineHistogram,
} from './metric.js';
export { MetricsModule } from './metrics.module.js';
export { MetricsServer } from './metrics-server.js';
