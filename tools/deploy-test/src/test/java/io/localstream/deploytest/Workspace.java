package io.localstream.deploytest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A copy of a project and a MiniStack in which the documentation is followed, regardless of the
 * environment variables, so that it creates nothing in a real account.
 */
final class Workspace implements AutoCloseable {
  private final Path project;
  private final Account account;

  private Workspace(Path project, Account account) {
    this.project = project;
    this.account = account;
  }

  /**
   * Creates an empty workspace with a bootstrapped account.
   *
   * @param original the project to copy
   * @param folder the folder for all its files; its content is deleted
   * @param stages the stages whose functions can be invoked
   */
  static Workspace open(Path original, Path folder, Stage... stages)
      throws IOException, InterruptedException {
    Project.delete(folder);
    Path project = folder.resolve("project");
    Project.copy(original, project);
    Workspace workspace = new Workspace(project, Account.ofMiniStack(folder, stages));
    workspace.cdk().bootstrap().succeeded();
    return workspace;
  }

  Path project() {
    return project;
  }

  Account account() {
    return account;
  }

  Cdk cdk() {
    return new Cdk(account.cloud()).in(project);
  }

  /**
   * Follows a page from top to bottom.
   *
   * @param page its path in the project
   * @param values the values of the page's placeholders, such as {@code <bucket>}
   */
  void follow(String page, Map<String, String> values) throws IOException, InterruptedException {
    follow(Document.read(project, project.resolve(page)), values);
  }

  /** Follows a page or a section of it in a new shell. */
  void follow(Document document, Map<String, String> values)
      throws IOException, InterruptedException {
    try (Walkthrough walkthrough = new Walkthrough(project, account.cloud(), values)) {
      walkthrough.follow(document);
    }
  }

  @Override
  public void close() {
    account.close();
  }
}
