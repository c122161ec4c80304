package io.localstream.engine.inspection;

/** An action of a run, which a request starts. */
@FunctionalInterface
public interface Action {
  /**
   * Performs the action.
   *
   * @param fields the fields of the request
   * @return the response, which is converted to a JSON object
   * @throws BadRequestException if the action is not possible
   * @throws InterruptedException if the run ends meanwhile
   */
  Object perform(ActionFields fields) throws InterruptedException;
}
