import { useId } from 'react';
import type { Parameter } from '../../../scenario/scenario.ts';
import { useWorkbench, useWorkbenchState } from '../context.ts';
import styles from './parameter-sliders.module.css';

/** The scenario's parameters: a change plays the run again from its start, with the new value, up to the same instant. */
export function ParameterSliders() {
  const workbench = useWorkbench();
  const parameters = useWorkbenchState((state) => state.scenario.parameters);
  const given = useWorkbenchState((state) => state.input.parameters);
  return (
    <section className={styles.parameters} aria-label="Parameters">
      {[...parameters.values()].map((parameter) => (
        <Slider
          key={parameter.name}
          parameter={parameter}
          value={given[parameter.name] ?? parameter.initial}
          onChange={(value) => workbench.setParameter(parameter.name, value)}
        />
      ))}
    </section>
  );
}

interface SliderProps {
  readonly parameter: Parameter;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

function Slider({ parameter, value, onChange }: SliderProps) {
  const id = useId();
  const { label, min, max, step, unit } = parameter;
  const words = unit === '' ? String(value) : `${value} ${unit}`;
  return (
    <div className={styles.parameter}>
      <label htmlFor={id}>{label}</label>
      <output htmlFor={id} className={styles.value}>
        {words}
      </output>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={words}
        onChange={({ target }) => onChange(target.valueAsNumber)}
      />
    </div>
  );
}
