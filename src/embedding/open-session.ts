import ort, { type InferenceSession } from 'onnxruntime-node'

/**
 * One thread: a question is too short to divide (3.2 ms on one thread, 3.9 on two), and a second thread that waits for a busy
 * core makes it several times as slow. No arena: it never gives back the memory of the longest text.
 */
const SESSION_OPTIONS: InferenceSession.SessionOptions = {
  executionProviders: ['cpu'],
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  enableCpuMemArena: false,
  enableMemPattern: false,
}

/**
 * Opens an ONNX graph.
 * @param path of its file: onnxruntime-node ignores the options of a graph that it gets as bytes, and its threads spin.
 */
export function openSession(path: string): Promise<InferenceSession> {
  return ort.InferenceSession.create(path, SESSION_OPTIONS)
}
