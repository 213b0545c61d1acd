"""The workbench: the environment, the build, the checks and the new files behind the tasks."""
