import { Box, useTheme } from '@mui/material';
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart as ChartJs,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js';
import { useEffect, useRef } from 'react';

ChartJs.register(
  BarController,
  BarElement,
  CategoryScale,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
);

export interface ChartData {
  readonly name: string;
  readonly label: string;
  readonly type: 'line' | 'bar';
  readonly points: readonly { readonly x: string; readonly y: number | string }[];
}

/** A line or bars; whoever does not see them gets the numbers. */
export default function Chart({ label, type, points }: ChartData) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { palette } = useTheme();
  const color = palette.primary.main;

  useEffect(() => {
    const chart = new ChartJs(canvas.current!, {
      type,
      data: {
        labels: points.map(({ x }) => x),
        datasets: [
          {
            label,
            data: points.map(({ y }) => Number(y)),
            borderColor: color,
            backgroundColor: type === 'bar' ? color : `${color}22`,
            fill: type === 'line',
            tension: 0.25,
            borderRadius: 4,
            maxBarThickness: 36,
          },
        ],
      },
      options: {
        animation: false,
        maintainAspectRatio: false,
        scales: {
          x: {
            grid: { display: false },
            ticks: { color: palette.text.secondary, maxRotation: 0, autoSkipPadding: 12 },
          },
          y: {
            beginAtZero: true,
            grid: { color: palette.divider },
            ticks: { color: palette.text.secondary, precision: 0 },
          },
        },
      },
    });
    return () => chart.destroy();
  }, [color, label, palette, points, type]);

  return (
    <Box sx={{ position: 'relative', height: '100%' }}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={`${label}: ${points.map(({ x, y }) => `${x} ${y}`).join(', ')}`}
      />
    </Box>
  );
}
